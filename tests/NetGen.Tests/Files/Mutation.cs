using CsCheck;

namespace NetGen.Tests;

/// <summary>Files that were damaged in the ways files are damaged: bytes changed, cut, repeated, inserted, shortened.</summary>
internal static class Mutation
{
    public static int Iterations => TestSettings.Slow ? 100_000 : 3_000;

    public static Gen<byte[]> Of(byte[] original)
    {
        // Bytes that mean something to the readers, and any others.
        Gen<byte> value = Gen.Frequency((3, Gen.OneOf("{}[]\",:0123456789eE-+. \r\n\\tnu".Select(c => (byte)c).ToArray())), (1, Gen.Byte));
        Gen<Func<byte[], byte[]>> change = Gen.Select(Gen.Int[0, 4], Gen.Double.Unit, Gen.Double.Unit, value.Array[1, 8]).Select(
            (kind, x, y, bytes) => (Func<byte[], byte[]>)(file => Change(file, kind, x, y, bytes)));
        return change.Array[1, 4].Select(changes => changes.Aggregate(original, (file, next) => next(file)));
    }

    private static byte[] Change(byte[] file, int kind, double x, double y, byte[] bytes)
    {
        int from = (int)(Math.Min(x, y) * file.Length);
        int to = (int)(Math.Max(x, y) * file.Length);
        int near = Math.Min(from + bytes.Length, file.Length);
        return kind switch
        {
            0 => [.. file[..from], .. bytes[..(near - from)], .. file[near..]],
            1 => [.. file[..from], .. bytes, .. file[from..]],
            2 => [.. file[..from], .. file[near..]],
            3 => file[..to],
            _ => [.. file[..to], .. file[from..to], .. file[to..]],
        };
    }
}
