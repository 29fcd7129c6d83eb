namespace Offers.Simulation.Traces;

/// <summary>Where the columns of a header stand, and that they are the right ones.</summary>
internal static class TableColumns
{
    /// <summary>Reads the header row as names, each at most once.</summary>
    internal static string[] ReadHeader(TableReader rows, string expected)
    {
        if (!rows.Read())
        {
            throw rows.Fail("header", "nothing", expected);
        }

        var names = new string[rows.FieldCount];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = rows.Text(i);
            if (!seen.Add(names[i]))
            {
                throw rows.Fail(names[i], "the column twice", "it once");
            }
        }

        return names;
    }

    /// <summary>
    /// For each of <paramref name="wanted"/>, its place in the header row. The header has to
    /// have these columns and no others, in any order.
    /// </summary>
    internal static int[] Locate(TableReader rows, string[] wanted)
    {
        string expected = string.Join(',', wanted);
        string[] names = ReadHeader(rows, expected);
        foreach (string name in names)
        {
            if (Array.IndexOf(wanted, name) < 0)
            {
                throw rows.Fail(name, "an unknown column", expected);
            }
        }

        var places = new int[wanted.Length];
        for (int i = 0; i < wanted.Length; i++)
        {
            places[i] = Array.IndexOf(names, wanted[i]);
            if (places[i] < 0)
            {
                throw rows.Fail(wanted[i], "no such column", expected);
            }
        }

        return places;
    }
}
