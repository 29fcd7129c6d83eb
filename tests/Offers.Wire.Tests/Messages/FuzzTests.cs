using System.Globalization;
using Offers.Core.Tests.Journal;

namespace Offers.Wire.Tests.Messages;

public sealed class FuzzTests
{
    /// <summary>Different messages that are damaged, for each kind.</summary>
    private const int Originals = 64;

    /// <summary>What reading may allocate: lists, texts and one error, for each byte read.</summary>
    private const int BytesEach = 200;

    private const int BytesAlways = 256 << 10;

    /// <summary>
    /// How many damaged messages of each kind; OFFERS_FUZZ_FRAMES for more than the usual ones.
    /// </summary>
    internal static int Frames => int.TryParse(
        Environment.GetEnvironmentVariable("OFFERS_FUZZ_FRAMES"), NumberStyles.None,
        CultureInfo.InvariantCulture, out int given)
        ? given
        : 20_000;

    [Theory]
    [MemberData(nameof(MessageTests.Kinds), MemberType = typeof(MessageTests))]
    public void Damaged_messages_are_read_or_refused_and_cost_little(string kind)
    {
        Sort sort = MessageTests.SortOf(kind);
        int seed = RandomSeed.Next();
        Random random = new(seed);
        ResourceSchema schema = ResourceSchema.CreateStandard();
        byte[][] originals = SomeOf(sort, kind, random, schema);
        int read = 0;
        for (int i = 0; i < Frames; i++)
        {
            byte[] damaged = Mutation.Of(originals[i % Originals], random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                sort.Read(schema, damaged);
                read++;
            }
            catch (WireException bad)
            {
                Assert.InRange(bad.Position, 0, damaged.Length);
            }
            catch (Exception bad)
            {
                Assert.Fail($"seed {seed}, {Convert.ToHexString(damaged)}: {bad}");
            }

            long cost = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(cost <= BytesAlways + (damaged.Length * BytesEach),
                $"seed {seed}: {damaged.Length} bytes cost {cost}: {Convert.ToHexString(damaged)}");
        }

        Assert.InRange(read, 1, Frames - 1);
        Assert.True(schema.Count <= WireOptions.Default.MaxKinds);
    }

    internal static byte[][] SomeOf(
        Sort sort, string kind, Random random, ResourceSchema schema)
    {
        Type type = sort.Kinds.Single(one => one.Name == kind);
        AnyValue any = new(random, schema);
        return [.. Enumerable.Range(0, Originals)
            .Select(_ => sort.Write(schema, any.Of(type)))];
    }
}
