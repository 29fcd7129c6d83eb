namespace Offers.Simulation;

internal static class Program
{
    private static int Main(string[] args) => Commands.Cli.Run(args);
}
