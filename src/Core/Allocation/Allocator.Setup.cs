using System;

namespace Offers;

public sealed partial class Allocator
{
    private static Portion[] PortionsOf(int strides)
    {
        Portion[] portions = new Portion[11];
        for (int i = 0; i < portions.Length; i++)
        {
            portions[i] = new Portion(strides);
        }

        return portions;
    }

    private static void ThrowIfNotPositive(TimeSpan length, string name)
    {
        if (length <= TimeSpan.Zero)
        {
            throw new ArgumentException($"{name}: found {length}, expected more than zero", name);
        }
    }

    private static void ThrowIfOutOfRange(AllocatorOptions options)
    {
        ThrowIfNotPositive(options.RecoveryTimeout, nameof(options.RecoveryTimeout));
        ThrowIfNotPositive(
            options.StarvationGuard ?? options.Interval, nameof(options.StarvationGuard));
        ThrowIf(options.RecoveryFactor is < 0 or > 1000, nameof(options.RecoveryFactor),
            options.RecoveryFactor, "0 to 1 000 thousandths");
        ThrowIf(options.HoardLimit is < 1 or > 1000, nameof(options.HoardLimit),
            options.HoardLimit, "1 to 1 000 thousandths");
        ThrowIf(options.MinimumShape is { IsZero: true }, nameof(options.MinimumShape), "nothing",
            "some resources");
    }

    private static void ThrowIf(bool bad, string name, object? found, string expected)
    {
        if (bad)
        {
            throw new ArgumentException($"{name}: found {found}, expected {expected}", name);
        }
    }

    private static ResourceVector[] MinimumOffersOf(ResourceSchema schema, AllocatorOptions options)
    {
        if (options.MinimumOffers is { } list)
        {
            // Not a spread: that compiles to LINQ for an interface.
            ResourceVector[] copy = new ResourceVector[list.Count];
            for (int i = 0; i < copy.Length; i++)
            {
                copy[i] = list[i];
            }

            return copy;
        }

        ResourceKind cpus = schema.Add("cpus", "cpu");
        ResourceKind mem = schema.Add("mem", "MB");
        return [ResourceVector.Of(cpus, 10), ResourceVector.Of(mem, 32_000)];
    }

    private static bool[] ExcludedLanes(ResourceSchema schema, AllocatorOptions options)
    {
        bool[] excluded = new bool[schema.Count];
        foreach (string name in options.FairnessExcluded)
        {
            if (!schema.TryFind(name, out ResourceKind kind))
            {
                throw new ArgumentException(
                    $"{nameof(options.FairnessExcluded)}: found '{name}', expected a known kind",
                    nameof(options));
            }

            excluded[kind.Index] = true;
        }

        return excluded;
    }

    private void Widen(int strides)
    {
        _agents.Widen(strides);
        _clients.Book.Widen(strides);
        _roles.Book.Widen(strides);
        _offers.Widen(strides);
        _holdings.Widen(strides);
        _filters.Widen(strides);
        _scratch.Widen(strides);
        _minimumOffers.Widen(strides);
        _quota.Widen(strides);
        _grants.Widen(strides);
        _lateCharges.Widen(strides);
        _hoard?.Widen(strides);
        foreach (Portion portion in _portions)
        {
            portion.Widen(strides);
        }

        Array.Resize(ref _cellTotal, _scratch.Width);
        Array.Resize(ref _cellOut, _scratch.Width);
        Array.Resize(ref _available, _scratch.Width);
        Array.Resize(ref _required, _scratch.Width);
        Array.Resize(ref _availableBefore, _scratch.Width);
        Array.Resize(ref _guaranteedInRun, _scratch.Width);
        Array.Resize(ref _room, _scratch.Width);
        Array.Resize(ref _need, _scratch.Width);
        Array.Resize(ref _amounts, _scratch.Width);
        if (_shape is not null)
        {
            Array.Resize(ref _shape, _scratch.Width);
        }

        _totalIsStale = true;
    }
}
