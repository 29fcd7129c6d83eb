using System.CommandLine;
using Offers.Masters.Operators;
using Offers.Masters.Options;

namespace Offers.Masters.Tests.Options;

public sealed class OptionFlagsTests : IDisposable
{
    private readonly TemporaryDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("--insecure-anywhere false", "true", false)]
    [InlineData("--insecure-anywhere true", "false", true)]
    [InlineData("--insecure-anywhere", "false", true)]
    [InlineData("", "true", true)]
    [InlineData("", "false", false)]
    [InlineData("", null, false)]
    public void A_flag_counts_more_than_the_environment_whatever_it_says(
        string flag, string? variable, bool expected)
    {
        RootCommand root = new();
        OptionFlags options = new(root);
        ParseResult parsed = root.Parse(["--data", "/d", .. Words(flag)]);
        Assert.Empty(parsed.Errors);
        Assert.Equal(expected, options.ReaderOf(parsed, name =>
            name is "OFFERS_MASTER_INSECURE_ANYWHERE" ? variable : null).Read().AllowsInsecure);
    }

    [Theory]
    [InlineData("--data /d ctl state", "/d/operator.sock")]
    [InlineData("ctl --data /d state", "/d/operator.sock")]
    [InlineData("ctl state --data /d", "/d/operator.sock")]
    [InlineData("--operator /s --data /d ctl state", "/s")]
    [InlineData("--data /d ctl state --operator /s", "/s")]
    [InlineData("ctl state", "/e/operator.sock", "OFFERS_MASTER_DATA=/e")]
    [InlineData("--data /d ctl state", "/s", "OFFERS_MASTER_OPERATOR=/s")]
    [InlineData("ctl --operator /s state", "/s", "OFFERS_MASTER_OPERATOR=/e")]
    [InlineData("--config FILE ctl state", "/f/operator.sock")]
    [InlineData("ctl --config FILE state", "/e/operator.sock", "OFFERS_MASTER_DATA=/e")]
    public void Ctl_finds_the_master_as_the_master_finds_its_place(
        string words, string expected, string variable = "=")
    {
        File.WriteAllText(_home["config.json"], """{"data":"/f"}""");
        string[] pair = variable.Split('=');
        string? found = null;
        RootCommand root = new();
        OptionFlags options = new(root);
        root.Add(CtlCommand.Create(parsed =>
        {
            found = options.ReaderOf(
                parsed, name => name == pair[0] ? pair[1] : null).ReadOperator();
            throw new OperationCanceledException();
        }));
        ParseResult parsed = root.Parse(Words(
            words.Replace("FILE", _home["config.json"], StringComparison.Ordinal)));
        Assert.Empty(parsed.Errors);
        Assert.Throws<OperationCanceledException>(() => parsed.Invoke(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
        Assert.Equal(expected, found);
    }

    private static string[] Words(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
