namespace Offers.Wire.Tests.Messages;

/// <summary>Damages bytes as bad luck, bad programs and bad people do.</summary>
internal static class Mutation
{
    private static readonly byte[] Heads =
    [
        0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc4, 0xc6, 0xc7, 0xc9, 0xca,
        0xcb, 0xcf, 0xd3, 0xd4, 0xd8, 0xd9, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0xe0, 0xff,
    ];

    internal static byte[] Of(byte[] bytes, Random random)
    {
        List<byte> damaged = [.. bytes];
        int times = random.Next(1, 4);
        for (int i = 0; i < times; i++)
        {
            Damage(damaged, random);
        }

        return [.. damaged];
    }

    private static void Damage(List<byte> bytes, Random random)
    {
        int at = random.Next(bytes.Count + 1);
        int length = Math.Min(bytes.Count - at, random.Next(1, 9));
        switch (random.Next(9))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2 when at < bytes.Count:
                bytes[at] = Heads[random.Next(Heads.Length)];
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 6:
                // A length that lies: a head of 32 bits and a huge number.
                bytes.InsertRange(
                    at, [Heads[^(1 + random.Next(8))], 0xff, 0xff, (byte)random.Next(256), 0xff]);
                break;
            case 7:
                bytes.InsertRange(at, Enumerable.Repeat((byte)0x91, random.Next(1, 100)));
                break;
            default:
                bytes.Insert(at, (byte)random.Next(256));
                break;
        }
    }
}
