namespace Offers.Masters;

internal static class Program
{
    private static Task<int> Main(string[] args) => MasterProgram.RunAsync(args);
}
