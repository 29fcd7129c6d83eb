using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Offers.Core.Tests;

/// <summary>
/// Checks properties with a number of cases that a build can bear. Two environment variables change
/// that: OFFERS_PROPERTY_CASES multiplies the number of cases, OFFERS_PROPERTY_SEED (a number)
/// draws others. A failure names the seed and the shrunk case, which is the text of a regression
/// test.
/// </summary>
internal static class PropertyRunner
{
    /// <summary>
    /// The factor for the number of cases; 1 unless the environment says otherwise.
    /// </summary>
    public static int Factor { get; } = (int)Number("OFFERS_PROPERTY_CASES", 1);

    public static ulong Seed { get; } = (ulong)Number("OFFERS_PROPERTY_SEED", 20_15);

    /// <summary>
    /// Throws with the seed and the shrunk value if the body throws for one of the values.
    /// </summary>
    public static void ForAll<T>(Arbitrary<T> values, int cases, int endSize, Action<T> body)
    {
        Config config = Config.QuickThrowOnFailure
            .WithMaxTest(cases * Factor)
            .WithStartSize(3)
            .WithEndSize(endSize)
            .WithQuietOnSuccess(true)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(Seed), null)));
        Check.One(config, Prop.ForAll(values, body));
    }

    private static long Number(string variable, long otherwise)
    {
        string? text = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrEmpty(text)
            ? otherwise
            : long.Parse(text, CultureInfo.InvariantCulture);
    }
}
