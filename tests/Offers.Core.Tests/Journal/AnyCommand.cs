using FsCheck;
using FsCheck.Fluent;

namespace Offers.Core.Tests.Journal;

/// <summary>Generates commands of every kind over small pools of names and resources.</summary>
internal sealed class AnyCommand
{
    private static readonly string[] NamePool =
        ["a1", "f-1", "x y", "quote\"", "back\\slash", "naïve", "名", "\U0001F600", "#", "{}"];

    private static readonly string[] RolePool = ["*", "a", "b", "a/b", "c/x/p", "ü"];

    private static readonly string[] ResourcePool =
    [
        "", "cpus:4;mem:1024", "cpus:0.001", "cpus(a):2;mem(a):0.5;ports:[1-5,7-9]",
        "cpus{REV}:1.25;gpus:2", "ports(b):[31000-32000]", "zones:{r1,r2};slots:3",
        "cpus(a|a/b,DYNAMIC,p):1;disk:33.3", "disk(a)[v1:path]:10;mem:1125899906842",
    ];

    private static readonly string[] ConstraintPool =
    [
        "{}",
        """
        {"role_constraints":{"a":{"groups":[{"attribute_constraints":[{"selector":
        {"attribute_name":"rack"},"predicate":{"text_matches":{"regex":"r[12]\\d"}}}]}]}}}
        """,
        """
        {"role_constraints":{"a/b":{"groups":[{"attribute_constraints":[{"selector":
        {"pseudoattribute_type":"HOSTNAME"},"predicate":{"not_exists":{}}}]}]},"*":{"groups":
        [{"attribute_constraints":[{"selector":{"pseudoattribute_type":"ZONE"},"predicate":
        {"text_equals":{"value":"z\"1"}}}]}]}}}
        """,
    ];

    private readonly ResourceSchema _schema;

    internal AnyCommand(ResourceSchema schema) => _schema = schema;

    /// <summary>One generator for each kind.</summary>
    internal IReadOnlyList<(Type Kind, Gen<Offers.Command> Values)> Kinds =>
    [
        Kind(from id in Name from d in Description from b in Flag
             select new AddFramework(id, d) { IsActive = b }),
        Kind(from id in Name from d in Description select new UpdateFramework(id, d)),
        Kind(from id in Name select new RemoveFramework(id)),
        Kind(from id in Name select new ActivateFramework(id)),
        Kind(from id in Name select new DeactivateFramework(id)),
        Kind(Added),
        Kind(from id in Name from r in Maybe(Resources) from a in Maybe(Attributes)
             from h in Maybe(Name) from c in MaybeValue(AgentFlags)
             select new UpdateAgent(id)
             {
                 Resources = r,
                 Attributes = a,
                 Hostname = h,
                 Capabilities = c,
             }),
        Kind(from id in Name select new RemoveAgent(id)),
        Kind(from id in Name select new ActivateAgent(id)),
        Kind(from id in Name select new DeactivateAgent(id)),
        Kind(from hosts in Maybe(Distinct(NamePool)) select new SetWhitelist(hosts)),
        Kind(from roles in Distinct(RolePool)
             from weight in Thousandths
             select new UpdateWeights(Each(roles, role => new RoleWeight(role, weight)))),
        Kind(from role in Role from g in Quantities from l in Limits
             select new UpdateQuota(role, g, l)),
        Kind(from f in Name from a in Name from role in Maybe(Role) from r in Maybe(Resources)
             from t in MaybeValue(Duration) from b in Flag
             select new Recover(f, a)
             {
                 Role = role,
                 Resources = r,
                 Refusal = t,
                 IsAllocated = b,
             }),
        Kind(from f in Name from a in Name from role in Maybe(Role) from r in Resources
             from t in MaybeValue(Duration)
             select new Accept(f, a, r) { Role = role, Refusal = t }),
        Kind(from f in Name from roles in Distinct(RolePool) select new Suppress(f, roles)),
        Kind(from f in Name from roles in Distinct(RolePool) select new Revive(f, roles)),
        Kind(from a in Name from c in Conversions select new ConvertFree(a, c)),
        Kind(from f in Name from a in Name from role in Role from c in Conversions from b in Flag
             select new ConvertHeld(f, a, role, c) { IsAllocated = b }),
        Kind(from a in Name from t in MaybeValue(Duration) select new SetMaintenance(a, t)),
        Kind(from f in Name from a in Name from s in MaybeValue(Answer)
             from t in MaybeValue(Duration)
             select new AnswerInverseOffer(f, a) { Answer = s, Refusal = t }),
        Kind(Gen.Constant(new Pause())),
        Kind(Gen.Constant(new Resume())),
        Kind(from n in Gen.Choose(0, int.MaxValue) select new RecoverCluster(n)),
        Kind(from a in Name from r in Resources from u in Used
             select new AddProvider(a, r) { Used = u }),
    ];

    /// <summary>A command of any kind.</summary>
    internal Gen<Offers.Command> Any => Gen.OneOf(Kinds.Select(kind => kind.Values));

    internal Gen<InitOptions> Init =>
        from mode in Gen.Elements(Enum.GetValues<AllocatorMode>())
        from order in Gen.Elements(Enum.GetValues<AgentVisitOrder>())
        from seed in Gen.Elements(1UL, ulong.MaxValue)
        from sorter in Gen.Elements(Enum.GetValues<SorterKind>())
        from placement in Gen.Elements(Enum.GetValues<PlacementOrder>())
        from interval in Positive
        from least in Maybe(AnyOf)
        from excluded in Distinct(["cpus", "disk", "gpus"])
        from flag in Flag
        from domain in Maybe(Place)
        from part in Gen.Choose(1, 1000)
        from hoard in MaybeValue(Gen.Choose(1, 1000))
        from guard in MaybeValue(Positive)
        from shape in MaybeValue(Quantities)
        select new InitOptions
        {
            Mode = mode,
            AgentOrder = order,
            Seed = order == AgentVisitOrder.Seeded ? seed : 0,
            Sorter = sorter,
            PlacementOrder = placement,
            Interval = interval,
            MinimumOffers = least,
            FairnessExcluded = excluded,
            FilterGpuAgents = flag,
            AllocateOnReturn = !flag,
            Domain = domain,
            RecoveryFactor = part,
            RecoveryTimeout = interval,
            HoardLimit = hoard,
            StarvationGuard = guard,
            OfferTimeout = guard,
            MinimumShape = shape,
        };

    private Gen<AddAgent> Added =>
        from id in Name
        from r in Resources
        from a in Attributes
        from h in Maybe(Name)
        from c in AgentFlags
        from d in Maybe(Place)
        from u in Used
        from t in MaybeValue(Duration)
        select new AddAgent(id, r)
        {
            Attributes = a,
            Hostname = h,
            Capabilities = c,
            Domain = d,
            Used = u,
            UnavailabilityStart = t,
        };

    private Gen<FrameworkDescription> Description =>
        from roles in Distinct(RolePool)
        from suppressed in Distinct(RolePool)
        from c in Gen.Choose(0, ((int)FrameworkCapabilities.QuotaV2 * 2) - 1)
        from minimumRoles in Distinct(RolePool)
        from least in AnyOf
        from constraints in Maybe(Gen.Elements(ConstraintPool).Select(ConstraintsOf))
        select new FrameworkDescription
        {
            Roles = roles,
            Suppressed = suppressed,
            Capabilities = (FrameworkCapabilities)c,
            Minimums = Each(minimumRoles, role => new RoleMinimum(role, least)),
            Constraints = constraints,
        };

    private static Gen<string> Name => Gen.Elements(NamePool);

    private static Gen<string> Role => Gen.Elements(RolePool);

    private static Gen<bool> Flag => Gen.Elements(true, false);

    private static Gen<InverseOfferAnswer> Answer =>
        Gen.Elements(InverseOfferAnswer.Accept, InverseOfferAnswer.Decline);

    private static Gen<AgentCapabilities> AgentFlags =>
        Gen.Choose(0, (int)AgentCapabilities.All).Select(c => (AgentCapabilities)c);

    private static Gen<Domain> Place =>
        from region in Name from zone in Name select new Domain(region, zone);

    private static Gen<TimeSpan> Duration => Gen.OneOf(
        Gen.Elements(0L, 1, -1, 10_000_000, 3_000_000, -25_000_000, long.MaxValue, -long.MaxValue),
        Gen.Choose(int.MinValue, int.MaxValue).Select(n => (long)n),
        Gen.Choose(0, int.MaxValue).Select(n => n * 997_000_001L))
        .Select(ticks => new TimeSpan(ticks));

    private static Gen<TimeSpan> Positive => Gen.OneOf(
        Gen.Elements(1L, 10_000_000, 5_000_000, 36_000_000_000),
        Gen.Choose(1, int.MaxValue).Select(n => (long)n)).Select(ticks => new TimeSpan(ticks));

    private static Gen<long> Thousandths => Gen.OneOf(
        Gen.Elements(0L, 1, 10, 100, 1000, Weight.Max, ResourceVector.MaxAmount),
        Gen.Choose(0, int.MaxValue).Select(n => (long)n));

    private static Gen<AgentAttributes> Attributes =>
        Gen.Elements("", "rack:r1", "rack:r1;n:3", "rack:a;rack:b;n:0.001", "p:[1-2,5-9];\u00fc:\"x")
            .Select(AgentAttributes.Parse);

    private Gen<ResourceSet> Resources =>
        from text in Gen.Elements(ResourcePool)
        from extra in Gen.Choose(0, 3000)
        select ResourceSet.Parse(_schema, text) + ResourceSet.Of(
            _schema, ResourceText.Parse($"cpus:{ResourceText.FormatAmount(extra)}", _schema));

    private Gen<ResourceVector> Quantities =>
        from cpus in Thousandths
        from slots in Gen.Choose(0, 2000)
        select ResourceText.Parse(
            $"cpus:{ResourceText.FormatAmount(Math.Min(cpus, ResourceVector.MaxAmount - 1))};"
            + $"slots:{ResourceText.FormatAmount(slots)}", _schema);

    private Gen<ResourceLimits> Limits =>
        Gen.Elements("", "cpus:0", "cpus:1.5;mem:0;slots:3")
            .Select(text => ResourceText.ParseLimits(text, _schema));

    private Gen<ValueList<ResourceVector>> AnyOf =>
        from count in Gen.Choose(0, 3)
        from one in Quantities
        from other in Quantities
        select ValueLists.Of<ResourceVector>(new[] { one, other, default }.AsSpan(0, count));

    private Gen<ValueList<UsedResources>> Used =>
        from frameworks in Distinct(NamePool)
        from role in Role
        from resources in Resources
        select Each(frameworks, f => new UsedResources(f, role, resources));

    private Gen<ValueList<Conversion>> Conversions =>
        from count in Gen.Choose(0, 2)
        from consumed in Resources
        from converted in Resources
        select ValueLists.Of<Conversion>(
            Enumerable.Repeat(new Conversion(consumed, converted), count).ToArray());

    private static (Type, Gen<Offers.Command>) Kind<T>(Gen<T> values)
        where T : Offers.Command =>
        (typeof(T), values.Select(value => (Offers.Command)value));

    private static Gen<T?> Maybe<T>(Gen<T> values)
        where T : class =>
        Gen.OneOf(Gen.Constant<T?>(null), values.Select(value => (T?)value));

    private static Gen<T?> MaybeValue<T>(Gen<T> values)
        where T : struct =>
        Gen.OneOf(Gen.Constant<T?>(null), values.Select(value => (T?)value));

    /// <summary>Some of a pool, in its order, each at most once.</summary>
    private static Gen<ValueList<string>> Distinct(string[] pool) =>
        Gen.Choose(0, (1 << pool.Length) - 1).Select(bits => ValueLists.Of<string>(
            pool.Where((_, i) => (bits >> i & 1) == 1).ToArray()));

    private static ValueList<T> Each<TItem, T>(ValueList<TItem> items, Func<TItem, T> make) =>
        ValueLists.Of<T>(items.Select(make).ToArray());

    private static OfferConstraints ConstraintsOf(string json)
    {
        using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(json);
        return OfferConstraints.FromJson(document.RootElement);
    }
}
