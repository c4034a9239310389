namespace NetGen.Generator.Parsing;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the smallest Levenshtein distance; the earlier one when two are equally near.</summary>
    public static string Find(string name, IEnumerable<string> candidates)
        => candidates.OrderBy(candidate => Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())).First();

    private static int Distance(string a, string b)
    {
        // Only the last two rows of the table are needed. A hostile name may be long, so its tail is not compared.
        int length = Math.Min(a.Length, 64);
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
