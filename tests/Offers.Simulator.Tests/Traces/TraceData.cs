using Offers.Simulation.Traces;

namespace Offers.Simulator.Tests.Traces;

/// <summary>The traces of <c>data/</c>, each read once.</summary>
internal static class TraceData
{
    internal const string GoogleFile = "google-2011-part0.csv.gz";
    internal const string GoogleMachinesFile = "google-2011.machines.csv.gz";

    internal static readonly string[] SwimFiles =
    [
        "FB-2009_samples_24_times_1hr_0.tsv.gz",
        "FB-2009_samples_24_times_1hr_1.tsv.gz",
    ];

    private static readonly Lazy<Trace> LazyPhilly = new(() => Read("philly-2017-sia.csv.gz"));
    private static readonly Lazy<Trace> LazyGoogle = new(() => Read(GoogleFile));
    private static readonly Lazy<Trace> LazyOpenb = new(() => Read("alibaba-openb-2023.csv.gz"));

    private static readonly Lazy<VirtualClusterSeries> LazyHelios = new(() =>
        TraceReader.ReadSeries(RepositoryRoot.Data("helios-earth-2020-05-vc-gpus.csv.gz")));

    private static readonly Lazy<SwimTrace[]> LazySwim = new(() =>
        Array.ConvertAll(SwimFiles, name => TraceReader.ReadSwim(RepositoryRoot.Data(name))));

    internal static Trace Philly => LazyPhilly.Value;

    internal static Trace Google => LazyGoogle.Value;

    internal static Trace Openb => LazyOpenb.Value;

    internal static VirtualClusterSeries Helios => LazyHelios.Value;

    internal static SwimTrace[] Swim => LazySwim.Value;

    private static Trace Read(string name) => TraceReader.Read(RepositoryRoot.Data(name));
}
