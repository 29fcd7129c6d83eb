using System;

namespace Offers;

/// <summary>Refuses values that cannot be.</summary>
internal static class Expect
{
    internal static void That(bool holds, object found, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException($"found {found}, expected {expected}", nameof(found));
        }
    }
}
