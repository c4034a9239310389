namespace NetGen;

/// <summary>Random orders of rows.</summary>
internal static class RowOrder
{
    public static int[] Shuffled(int count, int seed)
    {
        var rows = new int[count];
        var random = new Xoshiro256(seed);
        Shuffle(rows, ref random);
        return rows;
    }

    /// <summary>Writes a random order of 0 … Length - 1 (Fisher and Yates) that depends on the state of the generator alone.</summary>
    public static void Shuffle(Span<int> rows, ref Xoshiro256 random)
    {
        Identity(rows);
        for (int i = rows.Length - 1; i > 0; i--)
        {
            int j = random.NextInt32(i + 1);
            (rows[i], rows[j]) = (rows[j], rows[i]);
        }
    }

    public static void Identity(Span<int> rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = i;
        }
    }
}
