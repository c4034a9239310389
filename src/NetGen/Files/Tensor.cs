using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>A named array of a safetensors file.</summary>
internal sealed record Tensor(string Name, string Type, int[] Shape, byte[] Bytes)
{
    /// <summary>In a shape that is expected: any length.</summary>
    public const int Any = -1;

    public static string TypeOf<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
        => typeof(T) == typeof(double) ? "F64" : "F32";

    public static int SizeOf(string type) => type == "F64" ? sizeof(double) : sizeof(float);

    public static Tensor Of<T>(string name, int[] shape, ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        ToLittleEndian(bytes, TypeOf<T>());
        return new Tensor(name, TypeOf<T>(), shape, bytes);
    }

    public static string Show(ReadOnlySpan<long> shape)
    {
        var parts = new string[shape.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = shape[i] == Any ? "…" : shape[i].ToString(CultureInfo.InvariantCulture);
        }

        return $"[{string.Join(", ", parts)}]";
    }

    /// <summary>The values; the bytes must not be used any more.</summary>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ToLittleEndian(Bytes, Type);
        return MemoryMarshal.Cast<byte, T>(Bytes);
    }

    private static void ToLittleEndian(byte[] bytes, string type)
    {
        if (!BitConverter.IsLittleEndian)
        {
            int size = SizeOf(type);
            for (int i = 0; i < bytes.Length; i += size)
            {
                bytes.AsSpan(i, size).Reverse();
            }
        }
    }
}
