using BenchmarkDotNet.Running;

namespace Offers.Bench;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--gate"])
        {
            return Gate.Run();
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
    }
}
