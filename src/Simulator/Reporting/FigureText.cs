using System.Text;

namespace Offers.Simulation.Reporting;

/// <summary>Says in words what a figure shows, for readers who cannot see it.</summary>
internal static class FigureText
{
    /// <summary>The description that the author gave, or one made of axes and series.</summary>
    public static string Describe(Figure figure)
    {
        if (figure.Description is { } given)
        {
            return given;
        }

        var text = new StringBuilder();
        foreach (Plot plot in figure.Plots)
        {
            text.Append(figure.IsGrid ? plot.Title + ": " : "");
            text.Append(Name(plot.Y)).Append(" against ").Append(Name(plot.X));
            if (plot.Series.Count > 0)
            {
                text.Append(" for ").AppendJoin(", ", plot.Series.Select(Summary));
            }

            text.Append(". ");
            foreach (ReferenceLine line in plot.HorizontalLines.Concat(plot.VerticalLines))
            {
                text.Append(line.Label).Append(" at ");
                text.Append(Numbers.Significant(line.Value)).Append(". ");
            }
        }

        return text.ToString().TrimEnd();
    }

    private static string Name(Axis axis) =>
        axis.Unit.Length == 0 ? axis.Label : axis.Label + " [" + axis.Unit + "]";

    private static string Summary(Series series)
    {
        AxisRange range = AxisRange.Empty.WithAll(series.Y, double.NegativeInfinity);
        return range.IsEmpty
            ? series.Name + " (no data)"
            : series.Name + " (" + Numbers.Significant(range.Low) + " to "
                + Numbers.Significant(range.High) + ")";
    }
}
