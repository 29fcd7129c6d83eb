using System.Globalization;
using System.Text;

namespace Offers.Simulation.Workloads;

/// <summary>
/// Numbers the shapes of jobs: equal counts, demands and kinds get equal numbers.
/// </summary>
internal sealed class ShapeIndex(ResourceSchema schema)
{
    private readonly Dictionary<string, int> _shapes = new(StringComparer.Ordinal);

    internal int Of(IReadOnlyList<TaskGroup> groups, bool isGang)
    {
        StringBuilder key = new(isGang ? "gang" : "elastic");
        foreach (TaskGroup group in groups)
        {
            key.Append(CultureInfo.InvariantCulture, $"|{group.Count}x");
            key.Append(ResourceText.Format(group.Demand, schema));
        }

        string text = key.ToString();
        if (!_shapes.TryGetValue(text, out int shape))
        {
            shape = _shapes.Count;
            _shapes.Add(text, shape);
        }

        return shape;
    }
}
