namespace Offers.Wire;

/// <summary>One field of a value as the documentation has it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Otherwise">What it is when it is left out; null when it must be there.</param>
internal sealed record FieldDescription(int Number, string Type, string? Otherwise);

/// <summary>Collects what a writer writes, for the documentation.</summary>
internal sealed class FieldList
{
    internal List<FieldDescription> Fields { get; } = [];

    internal void Add(int number, string type, string? otherwise) =>
        Fields.Add(new FieldDescription(number, type, otherwise));
}
