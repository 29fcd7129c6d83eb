using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Offers.Core.Tests.Constraints;

/// <summary>Constraints against a plain loop that knows nothing of compiling.</summary>
public sealed class ConstraintPropertyTests
{
    private static readonly string[] Roles = ["a", "b", "c/d"];
    private static readonly string[] Names = ["n", "rack", "x"];
    private static readonly string[] Texts = ["r1", "r2", "rr", "12", "a b", "é"];
    private static readonly string[] Patterns =
        ["r.", "r[12]", ".*", "", "r|r1", "(r1|r2)", "[0-9]+", "\\w+", "r{2}", "(?i)R1", "a b"];

    private static Gen<ConstraintSelector> Selectors => Gen.OneOf(
        Gen.Elements(Names).Select(ConstraintSelector.Attribute),
        Gen.Elements(
            ConstraintSelector.Hostname, ConstraintSelector.Region, ConstraintSelector.Zone));

    private static Gen<ConstraintPredicate> Predicates => Gen.OneOf(
        Gen.Elements(ConstraintPredicate.Exists, ConstraintPredicate.NotExists),
        Gen.Elements(Texts).Select(ConstraintPredicate.TextEquals),
        Gen.Elements(Texts).Select(ConstraintPredicate.TextNotEquals),
        Gen.Elements(Patterns).Select(ConstraintPredicate.TextMatches),
        Gen.Elements(Patterns).Select(ConstraintPredicate.TextNotMatches));

    private static Gen<AttributeValue> Values => Gen.OneOf(
        Gen.Elements(Texts).Select(AttributeValue.OfText),
        Gen.Choose(-3_000, 3_000).Select(n => AttributeValue.OfScalar(n)),
        Gen.Choose(0, 9).Select(n => AttributeValue.OfRanges([new(n, n + 5), new(n + 2, n + 9)])));

    [Fact]
    public void An_agent_is_excluded_exactly_when_the_plain_loop_says_so()
    {
        int excluded = 0;
        int kept = 0;
        PropertyRunner.ForAll(Cases().ToArbitrary(), 200, 4, item =>
        {
            Assert.True(CompiledConstraints.TryCompile(
                item.Constraints, out CompiledConstraints? compiled, out string error), error);
            foreach (string role in Roles)
            {
                bool expected = IsExcluded(item, role);
                Assert.Equal(
                    expected, compiled.Excludes(role, item.Agent, item.Host, item.Domain));
                ConstraintFailure? failure = compiled.FirstFailure(
                    role, item.Agent, item.Host, item.Domain);
                Assert.Equal(expected, failure is not null);
                Assert.True(failure is null || !Holds(failure.Value.Constraint, item));
                excluded += expected ? 1 : 0;
                kept += expected ? 0 : 1;
            }
        });
        Assert.InRange(excluded, 100, int.MaxValue);
        Assert.InRange(kept, 100, int.MaxValue);
    }

    [Fact]
    public void Constraints_and_attributes_survive_a_round_trip() =>
        PropertyRunner.ForAll(Cases().ToArbitrary(), 200, 4, item =>
        {
            using JsonDocument json = JsonDocument.Parse(item.Constraints.ToString());
            OfferConstraints read = OfferConstraints.FromJson(json.RootElement);
            Assert.Equal(item.Constraints, read);
            Assert.Equal(item.Constraints.ToString(), read.ToString());
            Assert.Equal(item.Agent, AgentAttributesTests.FromJson(
                AgentAttributesTests.ToJson(item.Agent)));
        });

    private static Gen<Case> Cases() =>
        from constraints in AllConstraints()
        from agent in AgentsOf(Attribute().ListOf())
        from host in Gen.Elements(Texts)
        from domain in Gen.Elements<Domain?>(null, new Domain("r1", "rr"), new Domain("r2", "12"))
        select new Case(constraints, agent, host, domain);

    private static Gen<AgentAttribute> Attribute() =>
        from name in Gen.Elements(Names)
        from value in Values
        select new AgentAttribute(name, value);

    private static Gen<AgentAttributes> AgentsOf(Gen<List<AgentAttribute>> items) =>
        items.Select(list => AgentAttributes.Of(list));

    private static Gen<OfferConstraints> AllConstraints()
    {
        Gen<AttributeConstraint> one =
            from selector in Selectors
            from predicate in Predicates
            select new AttributeConstraint(selector, predicate);
        Gen<List<List<AttributeConstraint>>> groups =
            one.NonEmptyListOf().NonEmptyListOf();
        return
            from first in groups
            from second in groups
            select new OfferConstraints(
                new Dictionary<string, IReadOnlyList<IReadOnlyList<AttributeConstraint>>>
                {
                    [Roles[2]] = second,
                    [Roles[0]] = first,
                });
    }

    private static bool IsExcluded(Case item, string role)
    {
        IReadOnlyList<IReadOnlyList<AttributeConstraint>> groups = item.Constraints.GroupsOf(role);
        return groups.Count > 0
            && !groups.Any(group => group.All(constraint => Holds(constraint, item)));
    }

    private static bool Holds(AttributeConstraint constraint, Case item)
    {
        (ConstraintSelector selector, ConstraintPredicate predicate) = constraint;
        AttributeValue? value = selector.Kind switch
        {
            ConstraintSelectorKind.Attribute =>
                item.Agent.FirstOrDefault(a => a.Name == selector.Name).Value,
            ConstraintSelectorKind.Hostname => AttributeValue.OfText(item.Host),
            ConstraintSelectorKind.Region when item.Domain is not null =>
                AttributeValue.OfText(item.Domain.Region),
            ConstraintSelectorKind.Zone when item.Domain is not null =>
                AttributeValue.OfText(item.Domain.Zone),
            _ => null,
        };
        bool isOther = value is not null && value.Type != AttributeValueType.Text;
        string? text = value?.Text;
        return predicate.Kind switch
        {
            ConstraintPredicateKind.Exists => value is not null,
            ConstraintPredicateKind.NotExists => value is null,
            ConstraintPredicateKind.TextEquals => isOther || text == predicate.Text,
            ConstraintPredicateKind.TextNotEquals => isOther || text != predicate.Text,
            ConstraintPredicateKind.TextMatches => isOther || Matches(text, predicate.Text),
            _ => isOther || !Matches(text, predicate.Text),
        };
    }

    private static bool Matches(string? text, string pattern) =>
        text is not null && Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.CultureInvariant);

    public sealed record Case(
        OfferConstraints Constraints, AgentAttributes Agent, string Host, Domain? Domain);
}
