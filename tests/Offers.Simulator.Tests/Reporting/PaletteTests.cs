using System.Globalization;
using Offers.Simulation.Reporting;

namespace Offers.Simulator.Tests.Reporting;

public sealed class PaletteTests
{
    // WCAG 2.1, success criterion 1.4.11: graphical objects have a contrast of at least 3 to 1.
    [Fact]
    public void Every_colour_has_contrast_against_its_ground()
    {
        Assert.All(Palette.Light, c => Assert.True(Contrast(c, Palette.LightPaper) >= 3, c));
        Assert.All(Palette.Dark, c => Assert.True(Contrast(c, Palette.DarkPaper) >= 3, c));
    }

    [Fact]
    public void Every_slot_has_a_dash_and_two_colours_of_its_own()
    {
        Assert.Equal(Palette.Count, Palette.Light.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Palette.Count, Palette.Dark.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Palette.Count, Palette.Dashes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Palette.Count, Palette.Dark.Count);
    }

    private static double Contrast(string a, string b)
    {
        double x = Luminance(a) + 0.05;
        double y = Luminance(b) + 0.05;
        return Math.Max(x, y) / Math.Min(x, y);
    }

    private static double Luminance(string colour) =>
        (0.2126 * Linear(colour[1..3]))
        + (0.7152 * Linear(colour[3..5]))
        + (0.0722 * Linear(colour[5..7]));

    private static double Linear(string hex)
    {
        double value = int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.03928 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
