using System.Numerics;

namespace NetGen;

/// <summary>
/// How the outputs or targets of a row tell a class: of several values the position of the largest (the first of equals); of a single one
/// class 1 from 1/2 upwards and class 0 below.
/// </summary>
public static class Classes
{
    /// <summary>The class that one row of outputs or targets tells.</summary>
    /// <param name="row">The outputs or targets of one row.</param>
    /// <exception cref="ArgumentException">The row is empty.</exception>
    public static int Of<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (row.Length <= 1)
        {
            return row.Length == 1 ? (row[0] >= T.CreateTruncating(0.5) ? 1 : 0) : throw new ArgumentException("The row is empty.", nameof(row));
        }

        int largest = 0;
        for (int i = 1; i < row.Length; i++)
        {
            if (row[i] > row[largest])
            {
                largest = i;
            }
        }

        return largest;
    }

    /// <summary>How many classes rows of that length tell apart.</summary>
    internal static int Count(int columns) => Math.Max(columns, 2);
}
