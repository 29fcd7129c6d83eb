using System.Text.RegularExpressions;

namespace Offers.Simulation.Experiments;

/// <summary>A scalar and whether it is written so that it can only be a text.</summary>
/// <param name="mark">Where it stood.</param>
/// <param name="value">Its characters, without quotes.</param>
/// <param name="isPlain">Whether it stands without quotes and not as a block.</param>
internal sealed partial class YamlScalar(YamlMark mark, string value, bool isPlain)
    : YamlItem(mark)
{
    internal string Value { get; } = value;

    internal bool IsPlain { get; } = isPlain;

    /// <summary>Whether nothing was written: YAML's null.</summary>
    internal bool IsNull => IsPlain && Value is ("" or "~" or "null" or "Null" or "NULL");

    /// <summary>Whether YAML 1.2 (core schema) takes it for a text.</summary>
    internal bool IsText => !IsPlain || !(IsNull || IsTruth || AnyNumber().IsMatch(Value));

    internal override int Size => 1;

    internal override int Height => 1;

    internal override string Found => IsNull ? "nothing" : IsPlain ? Value : $"\"{Value}\"";

    private bool IsTruth =>
        Value is "true" or "True" or "TRUE" or "false" or "False" or "FALSE";

    internal override YamlItem Copy() => this;

    [GeneratedRegex(
        @"\A([-+]?(\d+|(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|\.(inf|Inf|INF))"
        + @"|\.(nan|NaN|NAN)|0o[0-7]+|0x[0-9a-fA-F]+)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex AnyNumber();
}
