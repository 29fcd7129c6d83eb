using System;
using System.Text.Json;

namespace Offers;

/// <summary>Reads the options of a cell.</summary>
internal static class InitFields
{
    internal const string SeedPrefix = "seed:";

    private static readonly TimeSpan OneTick = new(1);

    internal static ReadOnlySpan<(string, AllocatorMode)> Modes => ModeTable;

    internal static ReadOnlySpan<(string, AgentVisitOrder)> Orders => OrderTable;

    internal static ReadOnlySpan<(string, SorterKind)> Sorters => SorterTable;

    internal static ReadOnlySpan<(string, PlacementOrder)> Placements => PlacementTable;

    private static readonly (string, AllocatorMode)[] ModeTable =
        [("mesos", AllocatorMode.Mesos), ("default", AllocatorMode.Default)];

    private static readonly (string, AgentVisitOrder)[] OrderTable =
    [
        ("id", AgentVisitOrder.ByName),
        ("id_desc", AgentVisitOrder.ByNameDescending),
        ("added", AgentVisitOrder.ByAddition),
    ];

    private static readonly (string, SorterKind)[] SorterTable =
    [
        ("drf", SorterKind.Drf),
        ("random", SorterKind.Random),
        ("hdrf", SorterKind.HierarchicalDrf),
    ];

    private static readonly (string, PlacementOrder)[] PlacementTable =
    [
        ("seed", PlacementOrder.Seed),
        ("best_fit", PlacementOrder.BestFit),
        ("spread", PlacementOrder.Spread),
    ];

    internal static InitOptions Read(FieldReader fields)
    {
        (AgentVisitOrder order, ulong seed) = Order(fields);
        InitOptions init = new()
        {
            Mode = fields.Word("mode", Modes),
            Interval = fields.DurationFrom("interval", OneTick) ?? TimeSpan.FromSeconds(1),
            MinimumOffers = fields.TryTake("min_allocatable", out JsonElement least)
                ? fields.AnyOf(least, fields.At("min_allocatable"))
                : null,
            FairnessExcluded = fields.Names("fairness_exclude"),
            FilterGpuAgents = fields.Flag("filter_gpu", true),
            Domain = Domain(fields),
            AgentOrder = order,
            Seed = seed,
            Sorter = fields.Word("sorter", Sorters),
            RecoveryFactor = fields.Part("recovery_factor") ?? 800,
            RecoveryTimeout = fields.DurationFrom("recovery_timeout", OneTick)
                ?? TimeSpan.FromMinutes(10),
        };
        return fields.TryTake("options", out JsonElement options)
            ? WithOptions(init, new FieldReader(options, fields.Schema, fields.At("options")))
            : init;
    }

    /// <summary>Takes a region and a zone; null when they are missing.</summary>
    internal static Domain? Domain(FieldReader fields)
    {
        if (!fields.TryTake("domain", out JsonElement value))
        {
            return null;
        }

        FieldReader inner = new(value, fields.Schema, fields.At("domain"));
        Domain domain = new(inner.Name("region"), inner.Name("zone"));
        inner.End();
        return domain;
    }

    private static InitOptions WithOptions(InitOptions init, FieldReader fields)
    {
        InitOptions all = init with
        {
            AllocateOnReturn = fields.Flag("allocate_on_return", false),
            HoardLimit = fields.Part("hoard_limit"),
            StarvationGuard = fields.DurationFrom("starvation_guard", OneTick),
            MinimumShape = fields.Quantities("minimum_shape"),
            PlacementOrder = fields.Word("placement_order", Placements),
            OfferTimeout = fields.DurationFrom("offer_timeout", OneTick),
        };
        fields.End();
        return all;
    }

    private static (AgentVisitOrder Order, ulong Seed) Order(FieldReader fields)
    {
        const string Field = "agent_order";
        if (!fields.TryTake(Field, out JsonElement value)
            || value.ValueKind != JsonValueKind.String
            || !value.GetString()!.StartsWith(SeedPrefix, StringComparison.Ordinal))
        {
            return (fields.Word(Field, Orders), 0);
        }

        string text = value.GetString()!;
        return TryReadSeed(text.AsSpan(SeedPrefix.Length), out ulong seed)
            ? (AgentVisitOrder.Seeded, seed)
            : throw JsonShape.Bad(fields.At(Field), $"'{text}'", "'seed:' and a whole number");
    }

    private static bool TryReadSeed(ReadOnlySpan<char> digits, out ulong seed)
    {
        UInt128 sum = 0;
        bool isRead = !digits.IsEmpty;
        foreach (char digit in digits)
        {
            isRead &= char.IsAsciiDigit(digit) && sum <= ulong.MaxValue;
            sum = (sum * 10) + digit - '0';
        }

        seed = (ulong)sum;
        return isRead && sum <= ulong.MaxValue;
    }
}
