namespace Offers.Core.Tests;

/// <summary>Cases Q1 to Q8 and L1 to L5 of the behaviours page, and the messages for bad text.</summary>
public sealed class ResourceTextTests
{
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();

    [Theory]
    [InlineData("cpus:10", "cpus:10")]
    [InlineData("cpus:3.14", "cpus:3.14")]
    [InlineData(" cpus : 3.14 ; disk : 10 ", "cpus:3.14;disk:10")]
    [InlineData("cpus:0", "")]
    [InlineData("", "")]
    [InlineData(" ; ;", "")]
    [InlineData("ports:3;cpus:1;cpus:10.5", "cpus:11.5;ports:3")]
    [InlineData("cpus:0.0005", "cpus:0.001")]
    [InlineData("cpus:0.00049", "")]
    [InlineData("cpus:.5", "cpus:0.5")]
    [InlineData("cpus:1.100;mem:00012", "cpus:1.1;mem:12")]
    public void Q1_quantities_are_read_and_written_in_the_order_of_names(string text, string same)
    {
        ResourceVector read = Parse(text);
        Assert.Equal(same, ResourceText.Format(read, _schema));
        Assert.Equal(read, Parse(same));
    }

    [Theory]
    [InlineData("a10")]
    [InlineData("3.14c")]
    [InlineData("1,mem:2")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("nan")]
    [InlineData("-nan")]
    [InlineData("inf")]
    [InlineData("-inf")]
    [InlineData("infinity")]
    [InlineData("-infinity")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData("1e3")]
    [InlineData("1 2")]
    [InlineData("١")]
    public void Q2_and_L2_what_is_not_a_decimal_number_is_refused(string value)
    {
        Assert.Throws<FormatException>(() => Parse($"cpus:{value}"));
        Assert.Throws<FormatException>(() => Limits($"cpus:{value}"));
    }

    [Theory]
    [InlineData("cpus:10", "", "cpus:10")]
    [InlineData("cpus:10", "cpus:0.1", "cpus:10.1")]
    [InlineData("alphas:1;cpus:10.1", "cpus:1;mem:100", "alphas:1;cpus:11.1;mem:100")]
    public void Q4_addition(string left, string right, string sum)
    {
        Assert.Equal(Parse(sum), Parse(left) + Parse(right));
        Assert.Equal(Parse(sum), Parse(right) + Parse(left));
    }

    [Theory]
    [InlineData("", "cpus:1", "")]
    [InlineData("cpus:1", "", "cpus:1")]
    [InlineData("cpus:1", "cpus:0.4", "cpus:0.6")]
    [InlineData("cpus:1", "cpus:1", "")]
    [InlineData("cpus:1", "cpus:1.4", "")]
    [InlineData("cpus:1;mem:100", "alphas:1;cpus:0.5", "cpus:0.5;mem:100")]
    public void Q5_subtraction_stops_at_zero(string left, string right, string rest) =>
        Assert.Equal(Parse(rest), Parse(left) - Parse(right));

    [Theory]
    [InlineData("", "", true)]
    [InlineData("cpus:1", "", true)]
    [InlineData("", "cpus:1", false)]
    [InlineData("cpus:1", "cpus:1", true)]
    [InlineData("cpus:1;mem:1", "cpus:1", true)]
    [InlineData("cpus:1", "cpus:1;mem:1", false)]
    [InlineData("cpus:1;disk:1", "cpus:1;mem:1", false)]
    [InlineData("cpus:1", "mem:1", false)]
    [InlineData("cpus:2;mem:2", "cpus:2;mem:1", true)]
    [InlineData("cpus:2;mem:1", "cpus:2;mem:2", false)]
    public void Q6_containment_is_per_name(string outer, string inner, bool fits) =>
        Assert.Equal(fits, Parse(inner).Fits(Parse(outer)));

    [Fact]
    public void Q7_text_of_nothing_is_empty_and_of_two_kinds_is_by_name()
    {
        Assert.Equal("", ResourceText.Format(ResourceVector.Zero, _schema));
        Assert.Equal("cpus:1;mem:1024", ResourceText.Format(Parse("mem:1024;cpus:1"), _schema));
        Assert.Equal("1.5", ResourceText.FormatAmount(1_500));
        Assert.Equal("0.001", ResourceText.FormatAmount(1));
        Assert.Equal("1.05", ResourceText.FormatAmount(1_050));
    }

    [Fact]
    public void Q8_a_sum_over_many()
    {
        ResourceVector sum = ResourceVector.Zero;
        List<string> texts = [];
        foreach (string next in new[] { "", "cpus:1", "cpus:2", "mem:1", "cpus:1;mem:1" })
        {
            sum += Parse(next);
            texts.Add(ResourceText.Format(sum, _schema));
        }

        Assert.Equal(["", "cpus:1", "cpus:3", "cpus:3;mem:1", "cpus:4;mem:2"], texts);
    }

    [Theory]
    [InlineData("cpus:10", "cpus:10")]
    [InlineData(" cpus : 3.14 ; disk : 10 ", "cpus:3.14;disk:10")]
    [InlineData("cpus:0", "cpus:0")]
    [InlineData("", "")]
    public void L1_a_limit_of_zero_is_kept(string text, string same) =>
        Assert.Equal(same, ResourceText.Format(Limits(text), _schema));

    [Fact]
    public void L2_a_limit_that_stands_twice_is_an_error()
    {
        FormatException error = Assert.Throws<FormatException>(() => Limits("cpus:1;cpus:1"));
        Assert.Equal(
            "resources, character 8: found 'cpus' a second time, expected each name at most once",
            error.Message);
    }

    [Theory]
    [InlineData("cpus:1;mem:1", "cpus:1;mem:1;disk:1", true)]
    [InlineData("", "cpus:9", true)]
    [InlineData("cpus:2;mem:1", "cpus:2;mem:2", false)]
    [InlineData("cpus:2;mem:2", "cpus:2;mem:2", true)]
    [InlineData("cpus:0", "cpus:0.001", false)]
    [InlineData("cpus:0", "mem:5", true)]
    public void L4_a_name_without_a_limit_always_fits(string limits, string amounts, bool allowed) =>
        Assert.Equal(allowed, Limits(limits).Allow(Parse(amounts)));

    [Theory]
    [InlineData("", "cpus:1;mem:5", "")]
    [InlineData("cpus:1", "", "cpus:1")]
    [InlineData("cpus:1", "cpus:1", "cpus:0")]
    [InlineData("cpus:1", "cpus:2", "cpus:0")]
    [InlineData("cpus:1;mem:10", "cpus:1;disk:10", "cpus:0;mem:10")]
    [InlineData("cpus:1;mem:10", "cpus:1;mem:5;disk:10", "cpus:0;mem:5")]
    public void L5_subtraction_from_limits_stops_at_zero(string limits, string used, string rest) =>
        Assert.Equal(Limits(rest), Limits(limits).Less(Parse(used)));

    [Theory]
    [InlineData("cpus", "character 1: found 'cpus', expected NAME:VALUE")]
    [InlineData("cpus:1;mem", "character 8: found 'mem', expected NAME:VALUE")]
    [InlineData("cpus:x", "character 6: found value 'x', expected a decimal number from 0")]
    [InlineData("mem:1;cpus:1.2.3", "character 12: found value '1.2.3', expected a decimal number")]
    [InlineData("c pus:1", "character 1: found name 'c pus', expected letters, digits")]
    [InlineData(":1", "character 1: found name '', expected letters, digits")]
    public void Bad_text_is_named_with_its_character(string text, string message)
    {
        FormatException error = Assert.Throws<FormatException>(() => Parse(text));
        Assert.StartsWith($"resources, {message}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_text_adds_no_kind()
    {
        Assert.Throws<FormatException>(() => Parse("new:1;cpus:x"));
        Assert.False(_schema.TryFind("new", out _));
    }

    private ResourceVector Parse(string text) => ResourceText.Parse(text, _schema);

    private ResourceLimits Limits(string text) => ResourceText.ParseLimits(text, _schema);
}
