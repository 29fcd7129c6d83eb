using System;

namespace Offers;

/// <summary>
/// A 64-bit hash that is the same in every process and on every machine. It orders agents by seed,
/// sums up states and decisions, and is no protection against people who choose their inputs to
/// collide.
/// </summary>
public struct StableHash
{
    private ulong _state;

    /// <summary>The hash of all that was added so far, in order.</summary>
    public readonly ulong Value => Mix(_state ^ 0x9E3779B97F4A7C15UL);

    /// <summary>Adds a number.</summary>
    public void Add(long value) => _state = Mix(_state + 0x9E3779B97F4A7C15UL + (ulong)value);

    /// <summary>Adds a text, its length included.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        Add(text.Length);
        foreach (char c in text)
        {
            Add(c);
        }
    }

    /// <summary>The hash of one text.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        StableHash hash = default;
        hash.Add(text);
        return hash.Value;
    }

    /// <summary>
    /// A bijection of 64 bits in which every input bit changes about half of the output bits (the
    /// finaliser that Steele, Lea and Flood give for SplitMix, OOPSLA 2014, with Stafford's
    /// constants).
    /// </summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
