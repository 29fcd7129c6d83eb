using System.Text;

namespace Offers.Simulation.Reporting;

/// <summary>Builds the data of a path; a point that is not finite lifts the pen.</summary>
internal sealed class PathData
{
    private readonly StringBuilder _data = new();
    private double _y;
    private bool _isDown;

    /// <summary>A straight line to a point, or a start there.</summary>
    public void LineTo(double x, double y)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y))
        {
            _isDown = false;
            return;
        }

        _data.Append(_isDown ? 'L' : 'M').Append(SvgWriter.Px(x)).Append(' ');
        _data.Append(SvgWriter.Px(y));
        _y = y;
        _isDown = true;
    }

    /// <summary>Across at the old value, then up or down to the new one.</summary>
    public void StepTo(double x, double y)
    {
        if (!_isDown || !double.IsFinite(y))
        {
            // The old value holds until the gap begins.
            Across(x);
            LineTo(x, y);
            return;
        }

        Across(x);
        if (y != _y)
        {
            _data.Append('V').Append(SvgWriter.Px(y));
            _y = y;
        }
    }

    /// <summary>Closes the outline and lifts the pen.</summary>
    public void Close()
    {
        _data.Append(_isDown ? "Z" : "");
        _isDown = false;
    }

    /// <summary>Lifts the pen without closing the outline.</summary>
    public void Lift() => _isDown = false;

    /// <inheritdoc/>
    public override string ToString() => _data.ToString();

    private void Across(double x)
    {
        if (_isDown && double.IsFinite(x))
        {
            _data.Append('H').Append(SvgWriter.Px(x));
        }
    }
}
