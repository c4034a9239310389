using System.Globalization;

namespace NetGen;

/// <summary>The state of a run as one line of text; doubles as the bits that they are.</summary>
internal static class RunStateText
{
    private const int Count = 19;

    public static string Write(RunState state, long steps, (double First, double Second) powers)
    {
        (ulong s0, ulong s1, ulong s2, ulong s3) = state.Random.State;
        ReadOnlySpan<ulong> words =
        [
            (ulong)state.Epoch, (ulong)state.Batch, s0, s1, s2, s3, Bits(state.LossSum), Bits(state.WeightSum), Bits(state.EpochSeconds),
            Bits(state.Plateau.Factor), Bits(state.Plateau.Best), (ulong)state.Plateau.BadEpochs, Bits(state.BestValue), (ulong)state.BestEpoch,
            (ulong)state.BadEpochs, (ulong)steps, Bits(powers.First), Bits(powers.Second), 1,
        ];
        var text = new string[Count];
        for (int i = 0; i < Count; i++)
        {
            text[i] = words[i].ToString("x", CultureInfo.InvariantCulture);
        }

        return string.Join(' ', text);
    }

    public static bool TryRead(string text, out RunState state, out long steps, out (double First, double Second) powers)
    {
        (state, steps, powers) = (default, 0, (1, 1));
        string[] parts = text.Split(' ', Count + 1);
        Span<ulong> words = stackalloc ulong[Count];
        if (parts.Length != Count)
        {
            return false;
        }

        for (int i = 0; i < Count; i++)
        {
            if (!ulong.TryParse(parts[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out words[i]))
            {
                return false;
            }
        }

        // Whole numbers must be ones, the generator must not be all zero (it would stay so), and the last word tells the version.
        foreach (int whole in (ReadOnlySpan<int>)[0, 1, 11, 13, 14])
        {
            if (words[whole] > int.MaxValue)
            {
                return false;
            }
        }

        if ((words[2] | words[3] | words[4] | words[5]) == 0 || words[15] > long.MaxValue || words[18] != 1)
        {
            return false;
        }

        state = new RunState
        {
            Epoch = (int)words[0],
            Batch = (int)words[1],
            Random = new Xoshiro256(words[2], words[3], words[4], words[5]),
            LossSum = Number(words[6]),
            WeightSum = Number(words[7]),
            EpochSeconds = Number(words[8]),
            Plateau = new PlateauState(Number(words[9]), Number(words[10]), (int)words[11]),
            BestValue = Number(words[12]),
            BestEpoch = (int)words[13],
            BadEpochs = (int)words[14],
        };
        (steps, powers) = ((long)words[15], (Number(words[16]), Number(words[17])));
        return double.IsFinite(state.LossSum)
            && double.IsFinite(state.WeightSum)
            && state.Plateau.Factor is >= 0 and <= 1
            && powers.First is >= 0 and <= 1
            && powers.Second is >= 0 and <= 1;
    }

    private static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(value);

    private static double Number(ulong bits) => BitConverter.UInt64BitsToDouble(bits);
}
