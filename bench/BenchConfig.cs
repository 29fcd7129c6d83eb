using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Perfolizer.Metrology;

namespace Offers.Bench;

/// <summary>
/// In this process, so that what is compared shares compilation, heap and neighbours; many short
/// iterations with their median, because the machines that run this are not quiet.
/// </summary>
internal static class BenchConfig
{
    internal static IConfig Create()
    {
        Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
            .WithInvocationCount(1).WithUnrollFactor(1)
            .WithWarmupCount(30).WithIterationCount(25);
        SummaryStyle style = SummaryStyle.Default
            .WithTimeUnit(TimeUnit.Microsecond).WithSizeUnit(SizeUnit.B);
        return ManualConfig.CreateEmpty()
            .AddJob(job).AddDiagnoser(new MemoryDiagnoser(new MemoryDiagnoserConfig(false)))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(StatisticColumn.Median).AddLogger(ConsoleLogger.Default)
            .WithSummaryStyle(style).WithOptions(ConfigOptions.DisableLogFile);
    }
}
