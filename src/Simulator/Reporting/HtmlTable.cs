namespace Offers.Simulation.Reporting;

/// <summary>A table; the first cell of each row names it.</summary>
/// <param name="Caption">What the table shows.</param>
/// <param name="Columns">The columns with their units.</param>
/// <param name="Rows">The cells as text, as many in each row as there are columns.</param>
internal sealed record HtmlTable(
    string Caption,
    IReadOnlyList<HtmlColumn> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Gets the indices of rows to stress, for example the winner or the total.</summary>
    public IReadOnlyList<int> Stressed { get; init; } = [];
}
