using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>The words for the values of an enum: their names as <see cref="SnakeCase"/>.</summary>
internal static class EnumWords<T>
    where T : struct, Enum
{
    private static readonly (string Word, T Value)[] Words = Make();

    internal static ReadOnlySpan<(string Word, T Value)> Table => Words;

    /// <summary>The word for a value.</summary>
    /// <exception cref="ArgumentException">The enum has no such value.</exception>
    internal static string Of(T value)
    {
        foreach ((string word, T known) in Words)
        {
            if (EqualityComparer<T>.Default.Equals(known, value))
            {
                return word;
            }
        }

        throw new ArgumentException("a value that its enum does not have", nameof(value));
    }

    private static (string Word, T Value)[] Make()
    {
        string[] names = Enum.GetNames<T>();
        T[] values = Enum.GetValues<T>();
        (string Word, T Value)[] words = new (string, T)[values.Length];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = (SnakeCase.Upper(names[i]), values[i]);
        }

        return words;
    }
}
