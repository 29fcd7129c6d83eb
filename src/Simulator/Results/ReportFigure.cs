using Offers.Simulation.Reporting;

namespace Offers.Simulation.Results;

/// <summary>A figure of the report, which also becomes a file of its own.</summary>
internal sealed class ReportFigure
{
    private readonly Plot? _plot;
    private readonly PanelGrid? _grid;
    private readonly string _caption;

    internal ReportFigure(string name, Plot plot, string caption)
    {
        Name = name;
        _plot = plot;
        _caption = caption;
    }

    internal ReportFigure(string name, PanelGrid grid, string caption)
    {
        Name = name;
        _grid = grid;
        _caption = caption;
    }

    /// <summary>The name of its file, without the ending.</summary>
    internal string Name { get; }

    /// <summary>The figure as a file of its own.</summary>
    internal string ToSvg() => _plot is not null
        ? SvgRenderer.RenderFile(_plot)
        : SvgRenderer.RenderFile(_grid!);

    internal void AddTo(HtmlSection section)
    {
        if (_plot is not null)
        {
            section.Figure(_plot, _caption);
        }
        else
        {
            section.Figure(_grid!, _caption);
        }
    }
}
