using System.Text;

namespace Offers.Simulation.Reporting;

/// <summary>
/// The style of all plots. Every class starts with "op-" and every rule stands under one class,
/// so that any number of figures and any page style live together. Each colour is written twice:
/// once as it is, for programs that know no custom properties, and once as a property.
/// </summary>
internal static class SvgStyle
{
    private const string Fonts =
        "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,sans-serif";

    private static readonly (string Name, string Light, string Dark)[] Grounds =
    [
        ("paper", Palette.LightPaper, Palette.DarkPaper),
        ("ink", "#1a1f26", "#e8ebef"),
        ("soft", "#4d5661", "#aeb6c0"),
        ("grid", "#e4e8ec", "#2b3138"),
        ("axis", "#7d8793", "#6f7985"),
    ];

    /// <summary>Gets the style sheet; light, dark by preference, and light on paper.</summary>
    public static string Css { get; } = Build();

    private static string Build()
    {
        string light = Properties(Palette.Light, ground => ground.Light);
        string dark = Properties(Palette.Dark, ground => ground.Dark);
        var css = new StringBuilder();
        css.Append(".offers-plot{").Append(light).Append("font-family:").Append(Fonts);
        css.Append(";font-variant-numeric:tabular-nums}\n");
        css.Append("@media (prefers-color-scheme:dark){.offers-plot{").Append(dark).Append("}}\n");
        css.Append("@media print{.offers-plot{").Append(light).Append("}}\n");
        Texts(css);
        Rules(css);
        for (int slot = 0; slot < Palette.Count; slot++)
        {
            Slot(css, slot);
        }

        return css.ToString();
    }

    private static string Properties(
        IReadOnlyList<string> slots, Func<(string Name, string Light, string Dark), string> pick)
    {
        var css = new StringBuilder();
        foreach (var ground in Grounds)
        {
            css.Append("--op-").Append(ground.Name).Append(':').Append(pick(ground)).Append(';');
        }

        for (int slot = 0; slot < slots.Count; slot++)
        {
            css.Append("--op-").Append(slot).Append(':').Append(slots[slot]).Append(';');
        }

        return css.ToString();
    }

    private static void Texts(StringBuilder css)
    {
        Rule(css, "title", "font-size:16px;font-weight:650;" + Paint("fill", "ink"));
        Rule(css, "sub", "font-size:13px;" + Paint("fill", "soft"));
        Rule(css, "panel", "font-size:13px;font-weight:650;" + Paint("fill", "ink"));
        Rule(css, "label", "font-size:12px;" + Paint("fill", "ink"));
        Rule(css, "tick", "font-size:11.5px;" + Paint("fill", "soft"));
        Rule(css, "value", "font-size:11.5px;font-weight:600;" + Paint("fill", "ink"));
    }

    private static void Rules(StringBuilder css)
    {
        Rule(css, "paper", Paint("fill", "paper"));
        Rule(css, "grid", "fill:none;stroke-width:1;" + Paint("stroke", "grid"));
        Rule(css, "axis", "fill:none;stroke-width:1.2;" + Paint("stroke", "axis"));
        string reference = "fill:none;stroke-width:1.5;" + Paint("stroke", "ink");
        Rule(css, "refh", reference + "stroke-dasharray:7 4");
        Rule(css, "refv", reference + "stroke-dasharray:2 3");
        Rule(css, "error", "fill:none;stroke-width:1.4;" + Paint("stroke", "ink"));
        Rule(css, "line", "fill:none;stroke-width:2;stroke-linejoin:round");
        Rule(css, "dense", "stroke-width:1.3");
        Rule(css, "halo", "fill:none;stroke-width:4;stroke-opacity:.85;"
            + Paint("stroke", "paper"));
        Rule(css, "cloud", "fill-opacity:.5;stroke:none");
        Rule(css, "band", "fill-opacity:.2;stroke:none");
        Rule(css, "fill", "stroke-width:1;" + Paint("stroke", "paper"));
        Rule(css, "mark", "stroke-width:1;" + Paint("stroke", "paper"));
        Rule(css, "hatch", "fill:none;stroke-width:1.3;stroke-opacity:.42;"
            + Paint("stroke", "paper"));
        Rule(css, "dot", "fill-opacity:.5;" + Paint("fill", "paper"));
    }

    private static void Slot(StringBuilder css, int slot)
    {
        string colour = Palette.Light[slot];
        string dash = Palette.Dashes[slot];
        string dashes = dash.Length == 0 ? "" : ";stroke-dasharray:" + dash;
        Rule(css, "s" + slot, $"stroke:{colour};stroke:var(--op-{slot}){dashes}");
        Rule(css, "f" + slot, $"fill:{colour};fill:var(--op-{slot})");
    }

    private static string Paint(string property, string ground)
    {
        string light = Grounds.First(
            g => string.Equals(g.Name, ground, StringComparison.Ordinal)).Light;
        return $"{property}:{light};{property}:var(--op-{ground});";
    }

    private static void Rule(StringBuilder css, string name, string body) =>
        css.Append(".offers-plot .op-").Append(name).Append('{').Append(body).Append("}\n");
}
