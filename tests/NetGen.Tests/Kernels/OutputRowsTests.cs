using System.Numerics;
using System.Runtime.Intrinsics;

namespace NetGen;

/// <summary>The losses of rows whose outputs lie side by side, and what they give the output layer.</summary>
public class OutputRowsTests
{
    [Fact]
    public void Doubles_have_the_losses_and_deltas_of_naive_loops() => Compare<double>(4);

    [Fact]
    public void Floats_have_the_losses_and_deltas_of_naive_loops() => Compare<float>(8);

    private static void Compare<T>(int lanes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int width in (int[])[1, 2, 3, 4, 5, 6, 8, 15, 16, 17, 20, 24, 31, 32, 33, 40, 41, 103])
        {
            foreach (int rows in (int[])[1, 2, 7, 8, 13])
            {
                int stride = (width + 7) / 8 * 8;
                T scale = T.CreateChecked(0.25);
                T[] y = NaiveDense.Random<T>(rows * width, width), t = NaiveDense.Random<T>(rows * width, rows);
                T[] s = NaiveDense.Random<T>(rows * width, width + rows);
                using var outputs = new GuardedMemory<T>(rows * stride);
                using var slopes = new GuardedMemory<T>(rows * stride);
                using var deltas = new GuardedMemory<T>(rows * stride);
                using var targets = new GuardedMemory<T>(rows * width);
                t.CopyTo(targets.Span);
                for (int i = 0; i < y.Length; i++)
                {
                    outputs.Span[(i / width * stride) + (i % width)] = y[i];
                    slopes.Span[(i / width * stride) + (i % width)] = s[i];
                }

                foreach (int firstRow in (int[])[0, 3])
                {
                    T[] sums = Expected(y, t, firstRow, rows, width, lanes);
                    Check<Kernels<T>.Functions.Tanh>(slopes, i => s[i]);
                    Check<Kernels<T>.Functions.Relu>(outputs, i => y[i] > T.Zero ? T.One : T.Zero);
                    Check<Kernels<T>.Functions.Identity>(outputs, _ => T.One);
                    Vector256<T> alone = Kernels<T>.LossRows<Kernels<T>.Functions.SquaredError>(
                        in outputs.Reference, stride, in targets.Reference, firstRow, rows, width, Vector256<T>.Zero);
                    Assert.Equal(sums, Enumerable.Range(0, lanes).Select(lane => alone[lane]));

                    void Check<TActivation>(GuardedMemory<T> valuesOrSlopes, Func<int, T> slope)
                        where TActivation : struct, IActivationFunction<T>
                    {
                        Vector256<T> loss = Kernels<T>.LossDeltaRows<TActivation, Kernels<T>.Functions.SquaredError>(
                            in outputs.Reference, in valuesOrSlopes.Reference, ref deltas.Reference, stride, in targets.Reference, firstRow, rows, width, scale,
                            Vector256<T>.Zero);
                        Assert.Equal(sums, Enumerable.Range(0, lanes).Select(lane => loss[lane]));
                        for (int i = 0; i < y.Length; i++)
                            Assert.Equal(scale * (y[i] - t[i] + (y[i] - t[i])) * slope(i), deltas.Span[(i / width * stride) + (i % width)]);
                    }
                }
            }
        }
    }

    // Up to 16 outputs: row r of all rows in lane r mod L. More: output j in lane j mod L of one of two sums, which the vectors of a row take in turn.
    private static T[] Expected<T>(T[] y, T[] t, int firstRow, int rows, int width, int lanes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] sums = new T[lanes];
        for (int r = 0; r < rows; r++)
        {
            T[,] row = new T[2, lanes];
            for (int j = 0; j < width; j++)
            {
                T difference = y[(r * width) + j] - t[(r * width) + j];
                if (width <= Kernels<T>.WidestInRows)
                    sums[(firstRow + r) % lanes] += difference * difference;
                else
                    row[j / lanes % 2, j % lanes] += difference * difference;
            }

            for (int lane = 0; width > Kernels<T>.WidestInRows && lane < lanes; lane++)
                sums[lane] += row[0, lane] + row[1, lane];
        }

        return sums;
    }
}
