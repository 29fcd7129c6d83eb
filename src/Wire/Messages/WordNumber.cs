using System.Runtime.CompilerServices;

namespace Offers.Wire;

/// <summary>
/// The numbers of the words of an enum: those that the enum gives them. A test holds them to the
/// ones that the documentation lists, so that none changes by accident.
/// </summary>
internal static class WordNumber
{
    internal static int Of<T>(T value)
        where T : struct, Enum =>
        Unsafe.BitCast<T, int>(value);

    internal static T To<T>(int number)
        where T : struct, Enum =>
        Unsafe.BitCast<int, T>(number);

    /// <summary>All bits of a set of flags.</summary>
    internal static int AllBits<T>()
        where T : struct, Enum
    {
        int all = 0;
        foreach (T value in Enum.GetValues<T>())
        {
            all |= Of(value);
        }

        return all;
    }
}
