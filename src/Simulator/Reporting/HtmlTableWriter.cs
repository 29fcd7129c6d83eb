using System.Text;

namespace Offers.Simulation.Reporting;

/// <summary>Writes tables: units under the names, numbers on the right.</summary>
internal static class HtmlTableWriter
{
    /// <summary>Writes a table; throws when a row does not have a cell for every column.</summary>
    public static void Write(StringBuilder markup, HtmlTable table)
    {
        markup.Append("<div class=\"table\" tabindex=\"0\">\n<table>\n<caption>");
        markup.Append(XmlText.Escape(table.Caption)).Append("</caption>\n<thead><tr>");
        foreach (HtmlColumn column in table.Columns)
        {
            markup.Append("<th scope=\"col\"").Append(Css(column)).Append('>');
            markup.Append(XmlText.Escape(column.Name));
            if (column.Unit.Length > 0)
            {
                markup.Append(" <span>[").Append(XmlText.Escape(column.Unit)).Append("]</span>");
            }

            markup.Append("</th>");
        }

        markup.Append("</tr></thead>\n<tbody>\n");
        for (int row = 0; row < table.Rows.Count; row++)
        {
            Row(markup, table, row);
        }

        markup.Append("</tbody>\n</table>\n</div>\n");
    }

    private static void Row(StringBuilder markup, HtmlTable table, int index)
    {
        IReadOnlyList<string> cells = table.Rows[index];
        if (cells.Count != table.Columns.Count)
        {
            throw new ArgumentException(
                $"Table '{table.Caption}', row {index}: {cells.Count} cells for "
                + $"{table.Columns.Count} columns.",
                nameof(table));
        }

        bool isStressed = table.Stressed.Contains(index);
        markup.Append(isStressed ? "<tr class=\"stressed\">" : "<tr>");
        for (int i = 0; i < cells.Count; i++)
        {
            string tag = i == 0 ? "th" : "td";
            markup.Append('<').Append(tag).Append(i == 0 ? " scope=\"row\"" : "");
            markup.Append(Css(table.Columns[i])).Append('>').Append(XmlText.Escape(cells[i]));
            markup.Append("</").Append(tag).Append('>');
        }

        markup.Append("</tr>\n");
    }

    private static string Css(HtmlColumn column) => column.IsNumeric ? " class=\"number\"" : "";
}
