namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Makes choices from the numbers of a step, one after the other.</summary>
internal sealed class Choices(IReadOnlyList<int> numbers)
{
    private int _next;

    /// <summary>From 0 to below the number given; 0 when there are no numbers left.</summary>
    public int Below(int count) =>
        _next < numbers.Count ? numbers[_next++] % Math.Max(1, count) : 0;

    public T Of<T>(params IReadOnlyList<T> values) => values[Below(values.Count)];

    /// <summary>True once in so many times; false is the simpler choice.</summary>
    public bool OneIn(int count) => Below(count) == count - 1;

    /// <summary>Some of the values, possibly none.</summary>
    public IReadOnlyList<T> Some<T>(params IReadOnlyList<T> values)
    {
        int which = Below(64);
        return [.. values.Where((_, at) => (which >> (at % 6) & 1) == 1)];
    }
}
