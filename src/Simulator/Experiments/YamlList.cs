namespace Offers.Simulation.Experiments;

/// <summary>A list.</summary>
/// <param name="mark">Where it stood.</param>
internal sealed class YamlList(YamlMark mark) : YamlItem(mark)
{
    internal List<YamlItem> Items { get; } = [];

    internal override int Size => 1 + Items.Sum(static item => item.Size);

    internal override int Height =>
        1 + Items.Select(static item => item.Height).DefaultIfEmpty().Max();

    internal override string Found => "a list";

    internal override YamlItem Copy()
    {
        YamlList copy = new(Mark);
        copy.Items.AddRange(Items.Select(static item => item.Copy()));
        return copy;
    }
}
