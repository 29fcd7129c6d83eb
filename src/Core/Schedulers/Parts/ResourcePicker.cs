using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Picks from an offer what a task needs: by name, so that the two may come from different schemas;
/// what is reserved first, from items that split and stay; whole ports from the lowest. Revocable
/// resources, shared ones, volumes and whole disks are left alone.
/// </summary>
internal sealed class ResourcePicker
{
    private const string PortsName = "ports";

    private readonly List<(string Name, long Amount)> _needs = [];
    private readonly int _ports;
    private ResourceSchema? _schema;
    private ResourceSet _plain = ResourceSet.Empty;

    internal ResourcePicker(TaskTemplate template)
    {
        foreach (ResourceItem item in template.Resources.Items())
        {
            if (item.Amount > 0)
            {
                _needs.Add((item.Identity.Name, item.Amount));
            }
        }

        _ports = template.Ports;
    }

    /// <summary>What was picked.</summary>
    internal ResourceSet Picked { get; private set; } = ResourceSet.Empty;

    /// <summary>The ports among it, ascending.</summary>
    internal List<long> Ports { get; } = [];

    /// <summary>The name of what there was too little of; empty after success.</summary>
    internal string ShortOf { get; private set; } = "";

    /// <summary>Picks, or says what is missing.</summary>
    internal bool TryPick(ResourceSet from)
    {
        ShortOf = "";
        Ports.Clear();
        if (from.Schema is not { } schema)
        {
            ShortOf = _needs.Count > 0 ? _needs[0].Name : PortsName;
            return false;
        }

        return _ports == 0 && from.Marked.IsEmpty
            ? TryPickPlain(schema, from)
            : TryPickItems(schema, from);
    }

    private bool TryPickPlain(ResourceSchema schema, ResourceSet from)
    {
        if (!ReferenceEquals(schema, _schema) && !TryResolve(schema))
        {
            return false;
        }

        if (!_plain.Plain.Fits(from.Plain))
        {
            ShortOf = FirstMissing(schema, from);
            return false;
        }

        Picked = _plain;
        return true;
    }

    private bool TryResolve(ResourceSchema schema)
    {
        ResourceVector vector = default;
        foreach ((string name, long amount) in _needs)
        {
            if (!schema.TryFind(name, out ResourceKind kind))
            {
                ShortOf = name;
                return false;
            }

            vector = vector.With(kind, vector[kind] + amount);
        }

        _schema = schema;
        _plain = ResourceSet.Of(schema, vector);
        return true;
    }

    private string FirstMissing(ResourceSchema schema, ResourceSet from)
    {
        foreach ((string name, long amount) in _needs)
        {
            if (!schema.TryFind(name, out ResourceKind kind) || from.Plain[kind] < amount)
            {
                return name;
            }
        }

        return "";
    }

    private bool TryPickItems(ResourceSchema schema, ResourceSet from)
    {
        IReadOnlyList<ResourceItem> items = from.Items();
        List<ItemSegment> segments = [];
        foreach ((string name, long amount) in _needs)
        {
            long missing = PickScalar(items, name, amount, true, segments);
            if (PickScalar(items, name, missing, false, segments) > 0)
            {
                ShortOf = name;
                return false;
            }
        }

        if (!TryPickPorts(from, segments))
        {
            ShortOf = PortsName;
            return false;
        }

        Picked = ItemBuilder.Collect(schema, segments);
        return true;
    }

    private static long PickScalar(
        IReadOnlyList<ResourceItem> items, string name, long missing, bool reserved,
        List<ItemSegment> segments)
    {
        for (int i = 0; i < items.Count && missing > 0; i++)
        {
            ResourceIdentity id = items[i].Identity;
            if (!id.IsCounted && IsOrdinary(id) && id.IsReserved == reserved
                && items[i].Amount > 0 && string.Equals(id.Name, name, StringComparison.Ordinal))
            {
                long taken = Math.Min(missing, items[i].Amount);
                segments.Add(new ItemSegment(id, 0, taken));
                missing -= taken;
            }
        }

        return missing;
    }

    private bool TryPickPorts(ResourceSet from, List<ItemSegment> segments)
    {
        foreach (ref readonly ItemSegment item in from.Marked.Items)
        {
            if (item.Id.ValueType != ResourceValueType.Ranges || !IsOrdinary(item.Id)
                || !string.Equals(item.Id.Name, PortsName, StringComparison.Ordinal))
            {
                continue;
            }

            for (long port = item.Low; port <= item.High && Ports.Count < _ports; port++)
            {
                segments.Add(new ItemSegment(item.Id, port, port));
                Ports.Add(port);
            }
        }

        return Ports.Count == _ports;
    }

    private static bool IsOrdinary(ResourceIdentity id) =>
        !id.IsRevocable && !id.IsShared && id.Disk is null && id.Provider is null;
}
