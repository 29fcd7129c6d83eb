using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Offers;

/// <summary>
/// Walks through the lines of a snapshot: passes over blank ones, and puts the number of a line in
/// front of what is wrong with it.
/// </summary>
internal sealed class SnapshotLines(IEnumerator<string> lines, int before)
{
    /// <summary>The number of the line read last, from 1.</summary>
    internal int Line { get; set; } = before;

    /// <summary>The next line that is not blank; null when there is none left.</summary>
    internal string? Next()
    {
        while (lines.MoveNext())
        {
            Line++;
            if (!lines.Current.AsSpan().Trim().IsEmpty)
            {
                return lines.Current;
            }
        }

        return null;
    }

    /// <summary>The next line that is not blank.</summary>
    /// <exception cref="FormatException">There is none left.</exception>
    internal string Take(string expected) =>
        Next() ?? throw JsonShape.Bad($"snapshot line {Line + 1}", "nothing", expected);

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    internal T Read<T>(string line, ResourceSchema schema, Func<FieldReader, T> read)
    {
        try
        {
            using JsonDocument document = JsonText.ReadObject(line);
            FieldReader fields = new(document.RootElement, schema);
            T value = read(fields);
            fields.End();
            return value;
        }
        catch (Exception bad) when (bad is FormatException or OverflowException)
        {
            throw new FormatException($"snapshot line {Line}: {bad.Message}", bad);
        }
        catch (InvalidOperationException bad)
        {
            // Half a character in escapes: JSON, but no text.
            throw new FormatException(
                $"snapshot line {Line}: {JsonShape.NoText("a text", bad).Message}", bad);
        }
    }

    /// <summary>Takes the version of a header.</summary>
    internal static void Version(FieldReader fields, int newest)
    {
        string versions = $"a version from 1 to {newest} (a newer snapshot needs a newer release)";
        FieldNumbers.Whole(
            fields.Take("version", versions), "version", 1, newest, versions);
    }

    /// <summary>Takes the end of so many rows.</summary>
    internal static void End(FieldReader fields, long count)
    {
        string name = fields.Name("snapshot");
        if (!string.Equals(name, SnapshotWriter.EndName, StringComparison.Ordinal))
        {
            throw JsonShape.Bad("snapshot", $"'{name}'", $"'{SnapshotWriter.EndName}'");
        }

        long rows = fields.CountOf("rows");
        if (rows != count)
        {
            throw JsonShape.Bad("rows", $"{rows}", $"{count}, the number of rows in front");
        }
    }
}
