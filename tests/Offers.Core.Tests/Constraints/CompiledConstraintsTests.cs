using Offers.Core.Tests.Conventions;

namespace Offers.Core.Tests.Constraints;

/// <summary>Cases C1 to C14 of the recorded behaviours; an agent is "kept" or "skipped".</summary>
public sealed class CompiledConstraintsTests
{
    private static readonly ConstraintSelector Bar = ConstraintSelector.Attribute("bar");
    private static readonly ConstraintSelector Foo = ConstraintSelector.Attribute("foo");

    [Theory]
    [InlineData("bar:123", true)]
    [InlineData("foo:123", false)]
    [InlineData("foo:123;bar:456", true)]
    public void C1_Exists(string agent, bool isKept) =>
        AssertKept(isKept, ConstraintPredicate.Exists, agent);

    [Theory]
    [InlineData("bar:123", false)]
    [InlineData("foo:123", true)]
    [InlineData("foo:123;bar:456", false)]
    public void C2_NotExists(string agent, bool isKept) =>
        AssertKept(isKept, ConstraintPredicate.NotExists, agent);

    [Theory]
    [InlineData("bar:baz", true)]
    [InlineData("bar:123", true)]
    [InlineData("bar:[1-17]", true)]
    [InlineData("bar:zab", false)]
    [InlineData("foo:baz", false)]
    public void C3_TextEquals(string agent, bool isKept) =>
        AssertKept(isKept, ConstraintPredicate.TextEquals("baz"), agent);

    [Theory]
    [InlineData("bar:baz", false)]
    [InlineData("bar:123", true)]
    [InlineData("bar:[1-17]", true)]
    [InlineData("bar:zab", true)]
    [InlineData("foo:baz", true)]
    public void C4_TextNotEquals(string agent, bool isKept) =>
        AssertKept(isKept, ConstraintPredicate.TextNotEquals("baz"), agent);

    [Theory]
    [InlineData("bar:abcd", true)]
    [InlineData("bar:123", true)]
    [InlineData("bar:[1-17]", true)]
    [InlineData("bar:bcde", false)]
    [InlineData("bar:eabc", false)]
    [InlineData("foo:abcd", false)]
    public void C6_TextMatches(string agent, bool isKept) =>
        AssertKept(isKept, ConstraintPredicate.TextMatches("[a-d]+"), agent);

    [Theory]
    [InlineData("bar:abcd", false)]
    [InlineData("bar:123", true)]
    [InlineData("bar:[1-17]", true)]
    [InlineData("bar:bcde", true)]
    [InlineData("foo:abcd", true)]
    public void C7_TextNotMatches(string agent, bool isKept) =>
        AssertKept(isKept, ConstraintPredicate.TextNotMatches("[a-d]+"), agent);

    [Fact]
    public void C8_A_broken_pattern_in_TextMatches_is_an_error() =>
        AssertRefused(ConstraintPredicate.TextMatches("[a-d"), "broken");

    [Fact]
    public void C9_A_broken_pattern_in_TextNotMatches_is_an_error() =>
        AssertRefused(ConstraintPredicate.TextNotMatches("[a-d"), "broken");

    [Fact]
    public void C10_Cheap_patterns_are_accepted_and_costly_ones_refused()
    {
        AssertKept(true, ConstraintPredicate.TextMatches("(a+){10}"), "bar:aaaaaaaaaaaa");
        AssertKept(false, ConstraintPredicate.TextMatches("(a+){10}"), "bar:aaaaaaaaa");
        AssertRefused(ConstraintPredicate.TextMatches("(a+){50}"), "too complex");
        AssertRefused(ConstraintPredicate.TextNotMatches("(a+){500}"), "too large");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("baz:1", true)]
    [InlineData("bar:1", false)]
    [InlineData("bar:1;foo:1", true)]
    public void C12_One_group_of_two_suffices(string agent, bool isKept)
    {
        OfferConstraints two = OfferConstraintsTests.Of(
            "roleA",
            [new AttributeConstraint(Foo, ConstraintPredicate.Exists)],
            [new AttributeConstraint(Bar, ConstraintPredicate.NotExists)]);
        Assert.Equal(isKept, !Excludes(Compile(two), "roleA", agent));
    }

    [Fact]
    public void C13_Each_role_has_its_own()
    {
        CompiledConstraints compiled = Compile(new OfferConstraints(
            new Dictionary<string, IReadOnlyList<IReadOnlyList<AttributeConstraint>>>
            {
                ["roleB"] = [[new AttributeConstraint(Bar, ConstraintPredicate.Exists)]],
                ["roleA"] = [[new AttributeConstraint(Foo, ConstraintPredicate.Exists)]],
            }));
        Assert.True(Excludes(compiled, "roleA", "bar:123"));
        Assert.False(Excludes(compiled, "roleB", "bar:123"));
        Assert.False(Excludes(compiled, "roleA", "foo:123"));
        Assert.True(Excludes(compiled, "roleB", "foo:123"));
    }

    [Fact]
    public void C14_No_constraints_exclude_nothing()
    {
        CompiledConstraints none = Compile(OfferConstraints.None);
        Assert.False(Excludes(none, "roleA", ""));
        Assert.False(Excludes(none, "roleA", "bar:123"));
        Assert.Null(none.FirstFailure("roleA", AgentAttributes.Empty, "h", null));
    }

    [Fact]
    public void Host_region_and_zone_are_text_or_absent()
    {
        Domain domain = new("north", "z1");
        Assert.True(Holds(ConstraintSelector.Hostname, ConstraintPredicate.TextEquals("h1"), null));
        Assert.True(Holds(ConstraintSelector.Hostname, ConstraintPredicate.Exists, null));
        Assert.False(Holds(ConstraintSelector.Region, ConstraintPredicate.Exists, null));
        Assert.True(Holds(ConstraintSelector.Zone, ConstraintPredicate.TextNotEquals("z1"), null));
        Assert.True(Holds(ConstraintSelector.Region, ConstraintPredicate.TextEquals("north"), domain));
        Assert.True(Holds(ConstraintSelector.Zone, ConstraintPredicate.TextMatches("z."), domain));
        Assert.False(Holds(ConstraintSelector.Zone, ConstraintPredicate.TextNotMatches("z."), domain));
    }

    [Fact]
    public void The_first_of_a_name_counts()
    {
        AssertKept(true, ConstraintPredicate.TextEquals("baz"), "bar:baz;bar:zab");
        AssertKept(false, ConstraintPredicate.TextEquals("baz"), "bar:zab;bar:baz");
        AssertKept(true, ConstraintPredicate.TextEquals("baz"), "bar:1;bar:zab");
    }

    [Fact]
    public void A_refusal_to_offer_names_group_and_constraint()
    {
        AttributeConstraint first = new(Foo, ConstraintPredicate.Exists);
        AttributeConstraint second = new(Bar, ConstraintPredicate.TextEquals("baz"));
        CompiledConstraints compiled = Compile(OfferConstraintsTests.Of(
            "roleA", [first, second], [new AttributeConstraint(Bar, ConstraintPredicate.NotExists)]));
        Assert.Equal(
            new ConstraintFailure(0, second),
            compiled.FirstFailure("roleA", AgentAttributes.Parse("foo:1;bar:zab"), "h", null));
        Assert.Equal(
            new ConstraintFailure(0, first),
            compiled.FirstFailure("roleA", AgentAttributes.Parse("bar:zab"), "h", null));
        Assert.Null(compiled.FirstFailure("roleA", AgentAttributes.Empty, "h", null));
        Assert.Null(compiled.FirstFailure("roleB", AgentAttributes.Parse("bar:zab"), "h", null));
    }

    [Theory]
    [InlineData("a)|(?:b")]
    [InlineData("a)")]
    [InlineData("(a")]
    [InlineData("*a")]
    [InlineData("a{2,1}")]
    [InlineData("\\")]
    public void What_is_no_pattern_is_refused(string pattern) =>
        AssertRefused(ConstraintPredicate.TextMatches(pattern), "broken");

    [Theory]
    [InlineData("(a)\\1")]
    [InlineData("(?=a)a")]
    [InlineData("(?<!b)a")]
    [InlineData("(?>a+)b")]
    public void What_needs_backtracking_is_refused(string pattern) =>
        AssertRefused(ConstraintPredicate.TextMatches(pattern), "needs backtracking");

    [Fact]
    public void The_whole_text_must_match_with_every_alternative()
    {
        AssertKept(true, ConstraintPredicate.TextMatches("a|ab"), "bar:ab");
        AssertKept(false, ConstraintPredicate.TextMatches("a|b"), "bar:ab");
        AssertKept(false, ConstraintPredicate.TextMatches(""), "bar:ab");
    }

    [Fact]
    public void The_end_of_the_text_is_not_before_a_line_end()
    {
        AgentAttributes agent = AgentAttributesTests.FromJson("""{"bar":"a\nb"}""");
        CompiledConstraints compiled = Compile(One(Bar, ConstraintPredicate.TextMatches("a")));
        Assert.True(compiled.Excludes("roleA", agent, "h", null));
    }

    [Fact]
    public void Evaluation_allocates_nothing()
    {
        CompiledConstraints compiled = Compile(OfferConstraintsTests.Of(
            "roleA",
            [
                new AttributeConstraint(Bar, ConstraintPredicate.TextMatches("[a-d]+")),
                new AttributeConstraint(Foo, ConstraintPredicate.NotExists),
            ],
            [
                new AttributeConstraint(
                    ConstraintSelector.Hostname, ConstraintPredicate.TextEquals("x")),
            ]));
        AgentAttributes[] agents =
            [.. Enumerable.Range(0, 50).Select(i => AgentAttributes.Parse($"bar:b{i};foo:1"))];
        int excluded = 0;
        Assert.Equal(0, AllocatedBytes.OfWarm(Round));
        Assert.Equal(1_000 * agents.Length, excluded);

        void Round()
        {
            excluded = 0;
            for (int i = 0; i < 1_000; i++)
            {
                excluded += CountExcluded(compiled, agents);
            }
        }
    }

    [Fact]
    public void What_a_pattern_remembers_is_bounded()
    {
        Assert.True(TextPattern.TryCompile("a[0-9]*", out TextPattern? pattern, out _));
        for (int i = 0; i < (2 * TextPattern.MostRemembered) + 10; i++)
        {
            Assert.True(pattern.Matches($"a{i}"));
            Assert.False(pattern.Matches($"b{i}"));
            Assert.InRange(pattern.Remembered, 1, TextPattern.MostRemembered);
        }
    }

    [Fact]
    public void Hard_texts_cost_no_more_than_their_length()
    {
        // A backtracking engine takes more than 2^60 steps for this one.
        AgentAttributes agent = AgentAttributes.Parse($"bar:{new string('a', 60)}b");
        CompiledConstraints compiled = Compile(
            One(Bar, ConstraintPredicate.TextMatches("((a*)*)*")));
        Assert.True(compiled.Excludes("roleA", agent, "h", null));
    }

    private static int CountExcluded(CompiledConstraints compiled, AgentAttributes[] agents)
    {
        int count = 0;
        foreach (AgentAttributes agent in agents)
        {
            count += compiled.Excludes("roleA", agent, "h", null) ? 1 : 0;
        }

        return count;
    }

    private static void AssertKept(bool isKept, ConstraintPredicate predicate, string agent) =>
        Assert.Equal(isKept, !Excludes(Compile(One(Bar, predicate)), "roleA", agent));

    private static bool Holds(
        ConstraintSelector selector, ConstraintPredicate predicate, Domain? domain) =>
        !Compile(One(selector, predicate)).Excludes("roleA", AgentAttributes.Empty, "h1", domain);

    private static bool Excludes(CompiledConstraints compiled, string role, string agent) =>
        compiled.Excludes(role, AgentAttributes.Parse(agent), "h", null);

    private static void AssertRefused(ConstraintPredicate predicate, string expected)
    {
        Assert.False(CompiledConstraints.TryCompile(
            One(Bar, predicate), out CompiledConstraints? compiled, out string error));
        Assert.Null(compiled);
        Assert.StartsWith(
            "offer constraints of role 'roleA', group 0, constraint 0: pattern "
            + $"'{predicate.Text}' is ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private static OfferConstraints One(
        ConstraintSelector selector, ConstraintPredicate predicate) =>
        OfferConstraintsTests.Of("roleA", [new AttributeConstraint(selector, predicate)]);

    private static CompiledConstraints Compile(OfferConstraints constraints)
    {
        Assert.True(CompiledConstraints.TryCompile(
            constraints, out CompiledConstraints? compiled, out string error), error);
        return compiled;
    }
}
