using System;
using System.Diagnostics.CodeAnalysis;

namespace Offers;

/// <summary>One constraint with its pattern, if it has one, ready to match.</summary>
internal sealed class CompiledConstraint
{
    private readonly TextPattern? _pattern;

    private CompiledConstraint(AttributeConstraint source, TextPattern? pattern)
    {
        Source = source;
        _pattern = pattern;
    }

    internal AttributeConstraint Source { get; }

    internal static bool TryCompile(
        AttributeConstraint source, [NotNullWhen(true)] out CompiledConstraint? compiled,
        out string error)
    {
        TextPattern? pattern = null;
        error = "";
        bool isPattern = source.Predicate.Kind is ConstraintPredicateKind.TextMatches
            or ConstraintPredicateKind.TextNotMatches;
        bool isGood = !isPattern
            || TextPattern.TryCompile(source.Predicate.Text, out pattern, out error);
        compiled = isGood ? new CompiledConstraint(source, pattern) : null;
        return isGood;
    }

    /// <summary>True when an agent meets the constraint.</summary>
    internal bool Holds(AgentAttributes attributes, string hostname, Domain? domain)
    {
        ConstraintSelector selector = Source.Selector;
        return selector.Kind switch
        {
            ConstraintSelectorKind.Hostname => HoldsFor(hostname),
            ConstraintSelectorKind.Region => HoldsFor(domain?.Region),
            ConstraintSelectorKind.Zone => HoldsFor(domain?.Zone),
            _ => !attributes.TryFind(selector.Name, out AttributeValue value) ? HoldsFor(null)
                : value.Type == AttributeValueType.Text ? HoldsFor(value.Text)
                : Source.Predicate.Kind != ConstraintPredicateKind.NotExists,
        };
    }

    /// <summary>What the predicate says of a text, or of nothing (null).</summary>
    private bool HoldsFor(string? text)
    {
        ConstraintPredicate predicate = Source.Predicate;
        return predicate.Kind switch
        {
            ConstraintPredicateKind.Exists => text is not null,
            ConstraintPredicateKind.NotExists => text is null,
            ConstraintPredicateKind.TextEquals => AreEqual(text, predicate.Text),
            ConstraintPredicateKind.TextNotEquals => !AreEqual(text, predicate.Text),
            ConstraintPredicateKind.TextMatches => text is not null && _pattern!.Matches(text),
            _ => text is null || !_pattern!.Matches(text),
        };
    }

    private static bool AreEqual(string? text, string expected) =>
        string.Equals(text, expected, StringComparison.Ordinal);
}
