namespace Offers.Chaos;

/// <summary>Runs worlds.</summary>
internal static class Runner
{
    public static Outcome Run(WorldOptions options)
    {
        World world = new(options);
        string? check = null;
        string message = "";
        try
        {
            world.Run();
        }
        catch (ChaosFailure failure)
        {
            (check, message) = (failure.Check, failure.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            (check, message) = (Place(e), e.ToString());
        }
        Timestamp stop = world.StoppedAt == Timestamp.Never ? world.Time.Now : world.StoppedAt;
        world.Counters.Add("commands", "all", world.Master.Monitor.Commands);
        return new Outcome(options)
        {
            Check = check,
            Message = message,
            Counters = world.Counters,
            Commands = world.Master.Monitor.Commands,
            Incidents = world.Incidents,
            StoppedAt = stop,
            Transcript = world.Master.Monitor.Transcript,
            Digest = world.Master.Monitor.Digest,
        };
    }

    /// <summary>An exception is the same if it is thrown at the same place.</summary>
    private static string Place(Exception e)
    {
        string frame = e.StackTrace?.Split('\n')
            .FirstOrDefault(f => f.Contains("Offers.", StringComparison.Ordinal)
                && !f.Contains("ThrowIf", StringComparison.Ordinal))?.Trim() ?? "";
        return $"{e.GetType().Name} {frame}";
    }
}
