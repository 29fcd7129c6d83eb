namespace Offers.Core.Tests;

/// <summary>
/// What the small numbers of a <see cref="Command"/> stand for where nothing has to exist.
/// </summary>
internal static class Arguments
{
    /// <summary>
    /// Kinds beyond the standard ones that a history may add: three strides in all.
    /// </summary>
    public const int MostExtraKinds = 14;

    private static readonly string[] AgentNames =
        ["a1", "a10", "a2", "B", "b", "\u00E9", "\uFF21", "\U0001F600", "A1"];

    private static readonly string[] FrameworkNames = ["f1", "f10", "F2", "f2", "\u00E9", "z"];

    private static readonly string[] RoleNames = ["eng", "Ops", "eng2"];

    public static string AgentName(int number) => Name(AgentNames, number);

    public static string FrameworkName(int number) => Name(FrameworkNames, number);

    public static string RoleName(int number) => RoleNames[number % RoleNames.Length];

    /// <summary>
    /// A total: mostly few equal shapes, thirds and sevenths; now and then an odd or huge one.
    /// </summary>
    public static ResourceVector Shape(int shape, int count, ResourceSchema schema) =>
        shape switch
        {
            < 10 => ResourceText.Parse("cpus:1;mem:1024", schema).Scale((count % 3) + 1),
            < 13 => ResourceText.Parse("cpus:3;mem:7", schema),
            < 16 => ResourceText.Parse("cpus:7;mem:3", schema),
            16 => ResourceText.Parse("cpus:0.333;mem:0.333", schema),
            17 => ResourceText.Parse("cpus:0.009;mem:31.999;disk:1.999", schema),
            18 => ResourceText.Parse("mem:32", schema),
            19 or 20 => ResourceText.Parse("cpus:2;mem:100;gpus:1", schema),
            21 => ResourceText.Parse("gpus:1", schema),
            22 => ResourceVector.Zero,
            23 => ResourceText.Parse("cpus:1;disk:5", schema),
            24 or 25 => EveryKind(schema, count),
            26 => ResourceVector.Of(new ResourceKind(schema.Count - 1), 1_000 * (count + 1)),
            27 => ResourceText.Parse("cpus:0.01", schema),
            28 => ResourceVector.Of(new ResourceKind(count % 2), ResourceVector.MaxAmount),
            29 => ResourceVector.Of(new ResourceKind(count % 2), ResourceVector.MaxAmount / 2),
            _ => ResourceText.Parse("cpus:21;mem:21", schema),
        };

    /// <summary>
    /// A part of what there is: nothing, all, a half, a third, one kind or too much.
    /// </summary>
    public static ResourceVector Part(int part, in ResourceVector whole, ResourceSchema schema)
    {
        ResourceVector result = ResourceVector.Zero;
        for (int index = 0; index < schema.Count; index++)
        {
            ResourceKind kind = new(index);
            long amount = whole[kind];
            result = result.With(kind, (part % 8) switch
            {
                0 => 0,
                1 or 2 => amount,
                3 => amount / 2,
                4 => amount / 3,
                5 => index == 0 ? amount : 0,
                6 => index == schema.Count - 1 ? amount : amount / 7,
                _ => index == part % schema.Count
                    ? Math.Min(amount + 1, ResourceVector.MaxAmount)
                    : amount,
            });
        }

        return result;
    }

    public static TimeSpan Refusal(int number, TimeSpan interval) => number switch
    {
        < 5 => TimeSpan.Zero,
        5 or 6 => TimeSpan.FromTicks(-1),
        7 or 8 => TimeSpan.FromTicks(1),
        9 or 10 => interval / 2,
        < 15 => interval,
        15 => interval - TimeSpan.FromTicks(1),
        16 or 17 => interval + TimeSpan.FromTicks(1),
        < 21 => interval * 2,
        < 25 => TimeSpan.FromSeconds(5),
        25 or 26 => TimeSpan.FromMinutes(1),
        27 => TimeSpan.FromDays(1),
        28 => TimeSpan.FromDays(400),
        29 => TimeSpan.MaxValue,
        _ => TimeSpan.MinValue,
    };

    public static TimeSpan Step(int number, TimeSpan interval) => number switch
    {
        0 => TimeSpan.Zero,
        1 => TimeSpan.FromTicks(1),
        2 => interval / 2,
        3 => interval - TimeSpan.FromTicks(1),
        4 => interval + TimeSpan.FromTicks(1),
        5 => interval * 2,
        6 or 7 => TimeSpan.FromSeconds(5),
        8 => TimeSpan.FromMinutes(1),
        9 => TimeSpan.FromDays(1),
        10 => TimeSpan.FromDays(365),
        11 => TimeSpan.FromMilliseconds(100),
        _ => interval,
    };

    public static long WeightOf(int number) => (number % 10) switch
    {
        0 => 0,
        1 => 1,
        2 => Weight.Max,
        3 => Weight.Max + 1,
        4 => 2_000,
        5 => 3_000,
        6 => 7_000,
        7 => 333,
        _ => Weight.One,
    };

    private static string Name(string[] names, int number) => number switch
    {
        31 => "",
        30 => new string('n', 1_025),
        29 => new string('n', 1_024),
        _ => names[number % names.Length],
    };

    private static ResourceVector EveryKind(ResourceSchema schema, int count)
    {
        ResourceVector vector = ResourceVector.Zero;
        for (int index = 0; index < schema.Count; index++)
        {
            if (schema.TryFind("gpus", out ResourceKind gpus) && gpus.Index != index)
            {
                vector = vector.With(new ResourceKind(index), 1_000 + (index * count));
            }
        }

        return vector;
    }
}
