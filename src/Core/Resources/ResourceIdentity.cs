using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Offers;

/// <summary>
/// What must be equal for two resource items to be one: everything about an item but its value and
/// the role that it is allocated to. Immutable.
/// </summary>
/// <remarks>
/// Two identities are compared by their cached keys, after their references. Identities are of one
/// schema; those of two schemas are not to be mixed.
/// </remarks>
[SuppressMessage("Design", "CA1036", Justification = "An order for walks; none is the lesser.")]
public sealed class ResourceIdentity : IEquatable<ResourceIdentity>, IComparable<ResourceIdentity>
{
    private static readonly Reservation[] NoReservations = [];

    private readonly Reservation[] _reservations;

    internal ResourceIdentity(ResourceKind kind, in ItemDraft draft)
    {
        Kind = kind;
        Name = draft.Name;
        ValueType = draft.Type;
        _reservations = draft.Reservations ?? NoReservations;
        Disk = draft.Disk;
        IsRevocable = draft.IsRevocable;
        Provider = draft.Provider;
        IsShared = draft.IsShared;
        IsPlain = ValueType == ResourceValueType.Scalar && _reservations.Length == 0
            && !IsRevocable && Disk is null && Provider is null && !IsShared;
        IsAtomic = DiskDescription.IsWhole(Disk, IsShared);
        IsCounted = IsAtomic || IsShared;
        Text = ItemHead.Write(this);
        Key = $"{Text}\n{(int)ValueType}";
        Hash = StableHash.Of(Key);
        WholeHash = Hash;
    }

    /// <summary>
    /// A member of a set, or the set itself (null). It has the set's texts, and no copies of them:
    /// a set may have many members. A set is never plain, a disk or shared.
    /// </summary>
    private ResourceIdentity(ResourceIdentity set, string? member)
    {
        Kind = set.Kind;
        Name = set.Name;
        ValueType = set.ValueType;
        _reservations = set._reservations;
        IsRevocable = set.IsRevocable;
        Provider = set.Provider;
        Text = set.Text;
        Key = set.Key;
        Member = member;
        WholeHash = set.WholeHash;
        Hash = member is null ? WholeHash : HashOf(WholeHash, member);
    }

    /// <summary>The kind in the schema; quantities of the item are in its lane.</summary>
    public ResourceKind Kind { get; }

    /// <summary>The name of the kind.</summary>
    public string Name { get; }

    /// <summary>What the item's value is.</summary>
    public ResourceValueType ValueType { get; }

    /// <summary>The stack of reservations, bottom first; empty when unreserved.</summary>
    public IReadOnlyList<Reservation> Reservations => _reservations;

    /// <summary>What is said of a disk beyond its size; null for nothing.</summary>
    public DiskDescription? Disk { get; }

    /// <summary>True when the item may be taken back at any time.</summary>
    public bool IsRevocable { get; }

    /// <summary>The resource provider that the item comes from; null for the agent.</summary>
    public string? Provider { get; }

    /// <summary>True for a persistent volume that several tasks may use at once.</summary>
    public bool IsShared { get; }

    /// <summary>
    /// The item's canonical text before the colon:
    /// <c>name(role|role/child,DYNAMIC,principal)[disk]{REV}&lt;SHARED&gt;@provider</c>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A static reservation is its role alone unless it has a principal or labels
    /// (<c>role,STATIC,principal</c>); labels come last, as <c>{key=value,key}</c>.
    /// </para>
    /// <para>
    /// A disk is its source, a comma, and its volume, either of which may be absent. A source is
    /// <c>PATH</c>, <c>MOUNT</c>, <c>BLOCK</c> or <c>RAW</c>, then <c>(id,profile)</c> if it has
    /// either (<c>(id)</c>, <c>(,profile)</c>), then <c>:root</c>. A volume is its persistence id,
    /// <c>(principal)</c> and <c>:path</c> in the container, each if there is one.
    /// </para>
    /// <para>
    /// In roles, principals, ids and paths the characters that have a meaning here, blanks, and
    /// control characters are written as a percent sign and two hexadecimal digits, and so is the
    /// first letter of a persistence id that is the word for a source: the text is unambiguous.
    /// </para>
    /// </remarks>
    public string Text { get; }

    /// <summary>
    /// True for a scalar that is unreserved, not revocable and not shared, from the agent and
    /// without a disk: a lane of a <see cref="ResourceVector"/> says all of it.
    /// </summary>
    public bool IsPlain { get; }

    /// <summary>True when at least one reservation is on the stack.</summary>
    public bool IsReserved => _reservations.Length > 0;

    /// <summary>The role of the topmost reservation; null when unreserved.</summary>
    public string? ReservationRole => IsReserved ? _reservations[^1].Role : null;

    /// <summary>True when a reservation is refined: the stack has more than one entry.</summary>
    public bool IsRefined => _reservations.Length > 1;

    /// <summary>
    /// True when items never split and never merge, and equal only the same size: MOUNT and BLOCK
    /// disks, RAW disks with an id, and persistent volumes that are not shared.
    /// </summary>
    public bool IsAtomic { get; }

    /// <summary>
    /// True when the item's value is a number of copies of one size: it is atomic or shared.
    /// </summary>
    public bool IsCounted { get; }

    /// <summary>The member of a set that the identity stands for; null otherwise.</summary>
    internal string? Member { get; }

    /// <summary>Everything that counts but the member.</summary>
    internal string Key { get; }

    /// <summary>A hash of the key and the member, the same in every process.</summary>
    internal ulong Hash { get; }

    /// <summary>A hash of the key.</summary>
    private ulong WholeHash { get; }

    /// <summary>The identity of a plain scalar of a schema.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not of the schema.</exception>
    public static ResourceIdentity Plain(ResourceSchema schema, ResourceKind kind)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new ResourceIdentity(kind, new ItemDraft(schema.NameOf(kind)));
    }

    /// <summary>
    /// The identity of an unreserved item with nothing special about it. A name that the schema
    /// lacks is added to it.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The name is no name, or is known to have values of another type.
    /// </exception>
    public static ResourceIdentity Of(ResourceSchema schema, string name, ResourceValueType type)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ItemDraft draft = new(name, type);
        ThrowIfBroken(draft);
        return new ResourceIdentity(schema.Add(name, ""), draft);
    }

    /// <summary>
    /// True when a framework may be offered the item under the role: it is unreserved, or reserved
    /// to the role or to one of its ancestors.
    /// </summary>
    public bool IsUsableBy(string role) =>
        !IsReserved || RoleName.IsAncestorOrSelf(_reservations[^1].Role, role);

    /// <summary>This identity with one more reservation on top.</summary>
    /// <exception cref="ArgumentException">
    /// The reservation is of <c>*</c> or an invalid role, or refines another and is not a dynamic
    /// one for a strict sub-role.
    /// </exception>
    public ResourceIdentity Push(Reservation reservation)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        Reservation[] stack = [.. _reservations, reservation];
        return WithReservations(stack);
    }

    /// <summary>This identity without its topmost reservation.</summary>
    /// <exception cref="InvalidOperationException">The item is unreserved.</exception>
    public ResourceIdentity Pop() => IsReserved
        ? WithReservations(_reservations[..^1])
        : throw new InvalidOperationException($"'{Text}' has no reservation to take back");

    /// <summary>This identity with another stack of reservations, bottom first.</summary>
    /// <exception cref="ArgumentException">The stack breaks a rule.</exception>
    public ResourceIdentity WithReservations(IReadOnlyList<Reservation> reservations)
    {
        ArgumentNullException.ThrowIfNull(reservations);
        Reservation[] stack = new Reservation[reservations.Count];
        for (int i = 0; i < stack.Length; i++)
        {
            stack[i] = reservations[i] ?? throw new ArgumentNullException(nameof(reservations));
        }

        return Changed(Draft with { Reservations = stack });
    }

    /// <summary>This identity with another description of the disk, or none (null).</summary>
    /// <exception cref="ArgumentException">The item is not a disk, or breaks a rule so.</exception>
    public ResourceIdentity WithDisk(DiskDescription? disk) => Changed(Draft with { Disk = disk });

    /// <summary>This identity, revocable or not.</summary>
    public ResourceIdentity WithRevocable(bool revocable) =>
        Changed(Draft with { IsRevocable = revocable });

    /// <summary>This identity, shared or not.</summary>
    /// <exception cref="ArgumentException">The item is not a persistent volume.</exception>
    public ResourceIdentity WithShared(bool shared) => Changed(Draft with { IsShared = shared });

    /// <summary>This identity from another provider, or from the agent (null).</summary>
    /// <exception cref="ArgumentException">The text is empty or not well formed.</exception>
    public ResourceIdentity WithProvider(string? provider) =>
        Changed(Draft with { Provider = provider });

    /// <summary>
    /// Orders identities by their keys, then by the members that they stand for (both ordinal): a
    /// total order.
    /// </summary>
    public int CompareTo(ResourceIdentity? other)
    {
        if (ReferenceEquals(this, other))
        {
            return 0;
        }

        int order = string.CompareOrdinal(Key, other?.Key);
        return order != 0 ? order : string.CompareOrdinal(Member, other?.Member);
    }

    /// <summary>True when items of both merge.</summary>
    public bool Equals(ResourceIdentity? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Hash == other.Hash
            && string.Equals(Key, other.Key, StringComparison.Ordinal)
            && string.Equals(Member, other.Member, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ResourceIdentity);

    /// <summary>A hash of the key, the same in every process.</summary>
    public override int GetHashCode() => (int)Hash;

    /// <summary>The canonical text, <see cref="Text"/>.</summary>
    public override string ToString() => Text;

    /// <summary>The identity of a member of this set, or of the whole set (null).</summary>
    internal ResourceIdentity WithMember(string? member) =>
        string.Equals(member, Member, StringComparison.Ordinal) ? this : new(this, member);

    private ItemDraft Draft => new(Name, ValueType)
    {
        Reservations = _reservations,
        Disk = Disk,
        IsRevocable = IsRevocable,
        Provider = Provider,
        IsShared = IsShared,
    };

    private ResourceIdentity Changed(in ItemDraft draft)
    {
        ThrowIfBroken(draft);
        ResourceIdentity changed = new(Kind, draft);
        return Member is null ? changed : changed.WithMember(Member);
    }

    private static ulong HashOf(ulong key, string member)
    {
        StableHash hash = default;
        hash.Add((long)key);
        hash.Add(member);
        return hash.Value;
    }

    private static void ThrowIfBroken(in ItemDraft draft)
    {
        if (ItemRules.Check(draft) is string reason)
        {
            throw new ArgumentException(reason, nameof(draft));
        }
    }
}
