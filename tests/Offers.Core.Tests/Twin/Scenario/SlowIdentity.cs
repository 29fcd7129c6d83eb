namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>The three sorts of values that a resource can have.</summary>
internal enum SlowKind
{
    Scalar,
    Ranges,
    Set,
}

/// <summary>
/// One entry of a reservation stack. Labels are kept as one text: they only compare.
/// </summary>
internal sealed record SlowReservation(
    bool IsDynamic, string Role, string? Principal, string Labels)
{
    /// <summary><c>role</c> if static, else <c>role,DYNAMIC</c> and the principal if any.</summary>
    public string Text =>
        Role
        + (IsDynamic ? ",DYNAMIC" : Principal is null ? "" : ",STATIC")
        + (Principal is null ? "" : "," + Principal);
}

/// <summary>What is said about a disk; null stands for what is not said.</summary>
internal sealed record SlowDisk(
    string? PersistenceId,
    string? PersistencePrincipal,
    string? ContainerPath,
    string? SourceType,
    string? Root,
    string? SourceId,
    string? Profile)
{
    /// <summary>
    /// <c>SOURCE(id,profile):root</c> and <c>persistence-id(principal):container-path</c>, with a
    /// comma between them; what is not said is left out.
    /// </summary>
    public string Text
    {
        get
        {
            string profile = Profile is null ? "" : "," + Profile;
            string ids = SourceId is null && Profile is null ? "" : $"({SourceId}{profile})";
            string source = SourceType is null ? "" : SourceType + ids + After(Root);
            string principal = PersistencePrincipal is null ? "" : $"({PersistencePrincipal})";
            string volume = PersistenceId + principal + After(ContainerPath);
            return source + (source.Length > 0 && volume.Length > 0 ? "," : "") + volume;
        }
    }

    private static string After(string? path) => path is null ? "" : ":" + path;
}

/// <summary>What must be equal for two items to merge (semantics 1.2).</summary>
internal sealed record SlowIdentity(string Name, SlowKind Kind)
{
    private string? _key;

    /// <summary>A changed copy has another key.</summary>
    private SlowIdentity(SlowIdentity other)
    {
        (Name, Kind, Stack) = (other.Name, other.Kind, other.Stack);
        (Disk, IsRevocable, Provider) = (other.Disk, other.IsRevocable, other.Provider);
        IsShared = other.IsShared;
    }

    /// <summary>The reservation stack, bottom first.</summary>
    public IReadOnlyList<SlowReservation> Stack { get; init; } = [];

    public SlowDisk? Disk { get; init; }

    public bool IsRevocable { get; init; }

    public string? Provider { get; init; }

    public bool IsShared { get; init; }

    /// <summary>
    /// The canonical head: <c>name(role|role/child,DYNAMIC,p)[disk]{REV}</c> and so on.
    /// </summary>
    public string Text =>
        Name
        + (Stack.Count == 0 ? "" : $"({string.Join('|', Stack.Select(r => r.Text))})")
        + (Disk is null ? "" : $"[{Disk.Text}]")
        + (IsRevocable ? "{REV}" : "")
        + (IsShared ? "<SHARED>" : "")
        + (Provider is null ? "" : "@" + Provider);

    /// <summary>Everything that counts, and equal exactly when the identities are.</summary>
    public string Key => _key ??= string.Join(
        '\u0001',
        Text,
        Kind,
        Provider ?? "\u0002",
        string.Join('\u0003', Stack.Select(r => $"{r}")),
        $"{Disk}");

    public bool IsReserved => Stack.Count > 0;

    /// <summary>The role that the top entry names.</summary>
    public string? ReservationRole => Stack.Count == 0 ? null : Stack[^1].Role;

    public bool IsRefined => Stack.Count > 1;

    public bool IsPersistent => Disk?.PersistenceId is not null;

    /// <summary>Pieces of it are taken whole or not at all, and never merge.</summary>
    public bool IsAtomic =>
        Disk?.SourceType is "MOUNT" or "BLOCK"
        || (Disk is { SourceType: "RAW", SourceId: not null })
        || (IsPersistent && !IsShared);

    /// <summary>Its value is a number of copies of one size.</summary>
    public bool IsCounted => IsAtomic || IsShared;

    /// <summary>Quota speaks about these, and only these.</summary>
    public bool IsQuotaItem => Kind == SlowKind.Scalar && !IsReserved && !IsRevocable;

    /// <summary>A scalar without any mark.</summary>
    public bool IsPlain => IsQuotaItem && Disk is null && Provider is null && !IsShared;

    public bool IsUsableBy(string role) =>
        !IsReserved || SlowRole.IsSelfOrAncestor(ReservationRole!, role);

    public SlowIdentity Push(SlowReservation entry)
    {
        string? top = ReservationRole;
        if (top is not null && (!entry.IsDynamic || !SlowRole.IsAncestor(top, entry.Role)))
        {
            throw new RefusedException($"'{entry.Role}' does not refine '{top}'");
        }

        return this with { Stack = [.. Stack, entry] };
    }

    public SlowIdentity Pop() => this with { Stack = [.. Stack.SkipLast(1)] };

    public bool Equals(SlowIdentity? other) => other is not null && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
