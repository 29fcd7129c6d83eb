namespace Offers.Core.Tests.Constraints;

public sealed class PatternCostTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("a|b", 3)]
    [InlineData("a*", 2)]
    [InlineData("a+?", 3)]
    [InlineData("[abc]{3}", 3)]
    [InlineData("a{2,5}", 5)]
    [InlineData("a{3,}", 4)]
    [InlineData("a{0}", 1)]
    [InlineData("a{,5}", 5)]
    [InlineData("a{b}", 4)]
    [InlineData("(a+){10}", 20)]
    [InlineData("((a{2}){3}){4}", 24)]
    [InlineData("(?:ab){3}", 6)]
    [InlineData("(?<name>ab){3}", 6)]
    [InlineData("(?i)ab", 2)]
    [InlineData("(?i:ab){2}", 4)]
    [InlineData("\\{3}", 3)]
    [InlineData("\\d{3}", 3)]
    [InlineData("\\p{Lu}{3}", 3)]
    [InlineData("\\x41{3}", 3)]
    [InlineData("\\u0041{3}", 3)]
    [InlineData("[]{9}]{3}", 3)]
    [InlineData("[^]{9}]{3}", 3)]
    [InlineData("[a\\]{9}]{3}", 3)]
    [InlineData("[a-z-[{5}]]{3}", 3)]
    [InlineData("[[:{9}:]{3}", 3)]
    public void Characters_classes_and_repetitions_count(string pattern, long states) =>
        Assert.Equal(states + 2, PatternCost.StatesOf(pattern));

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("))))")]
    [InlineData("[")]
    [InlineData("[^")]
    [InlineData("a{")]
    [InlineData("a{1,")]
    [InlineData("\\")]
    [InlineData("\\p{")]
    [InlineData("\\u0")]
    [InlineData("(?")]
    [InlineData("(?<")]
    [InlineData("[\\")]
    public void Torn_patterns_are_left_to_the_compiler(string pattern) =>
        Assert.Null(PatternCost.Refusal(pattern));

    [Theory]
    [InlineData("((a{1000}){1000}){1000}")]
    [InlineData("((((((((((a{99999999999}){99999999999}){99999999999}){9999}){9999}){9999}))))))")]
    [InlineData("a{2147483647}")]
    public void Nested_counts_multiply_without_overflow(string pattern) =>
        Assert.StartsWith("too large", PatternCost.Refusal(pattern), StringComparison.Ordinal);

    [Fact]
    public void Long_and_deep_patterns_are_too_large()
    {
        Assert.StartsWith("too large: found 1001 characters",
            PatternCost.Refusal(new string('a', 1_001)), StringComparison.Ordinal);
        Assert.StartsWith("too large",
            PatternCost.Refusal(new string('(', 499) + new string(')', 499)),
            StringComparison.Ordinal);
        Assert.Null(PatternCost.Refusal(new string('a', 98)));
        Assert.StartsWith("too complex",
            PatternCost.Refusal(new string('a', 99)), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_typed_compiles_or_is_refused_and_never_throws()
    {
        const string Alphabet = "ab(){}[]|*+?\\^$-,:<>=!123dpPux.# \n";
        int accepted = 0;
        Random random = new(20_15);
        for (int i = 0; i < 2_000 * PropertyRunner.Factor; i++)
        {
            char[] pattern = new char[random.Next(12)];
            for (int c = 0; c < pattern.Length; c++)
            {
                pattern[c] = Alphabet[random.Next(Alphabet.Length)];
            }

            string text = new(pattern);
            bool isGood = TextPattern.TryCompile(text, out TextPattern? compiled, out string error);
            Assert.Equal(isGood, error.Length == 0);
            accepted += isGood ? 1 : 0;
            _ = compiled?.Matches("ab");
        }

        Assert.InRange(accepted, 100, 2_000 * PropertyRunner.Factor);
    }
}
