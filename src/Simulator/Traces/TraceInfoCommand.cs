namespace Offers.Simulation.Traces;

/// <summary><c>offers trace info FILE</c>.</summary>
internal static class TraceInfoCommand
{
    /// <summary>
    /// Prints the figures of a trace file. Returns 0, or 2 after one line on
    /// <paramref name="errors"/> (standard error by default) when the input is bad; then
    /// nothing has been written to <paramref name="output"/>.
    /// </summary>
    internal static int Run(
        string file, string? machines, TextWriter output, TextWriter? errors = null)
    {
        try
        {
            TraceInfoReport.Write(TraceInfoReport.Lines(file, machines), output);
            return 0;
        }
        catch (InputException e)
        {
            (errors ?? Console.Error).WriteLine(e.Message);
            return 2;
        }
    }
}
