namespace Offers.Wire.Tests;

/// <summary>Files that tests hold the code to.</summary>
internal static class Recorded
{
    private const string Update = "OFFERS_UPDATE_SNAPSHOTS";

    /// <summary>The text of a file is this one; or is made so where that is asked for.</summary>
    internal static void Check(string path, string text)
    {
        string file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(file, text);
        }

        string known = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(known == text,
            $"{path} is not what the code says. If that is meant, run the tests with {Update}=1 and "
            + "read the difference; bytes and numbers that others have must keep their meaning.");
    }
}
