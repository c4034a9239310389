#if TORCHSHARP
using System.Runtime.InteropServices;
#endif
using NetGen.Benchmarks.Ratios;

namespace NetGen.Benchmarks.Torch;

/// <summary>
/// TorchSharp, whose native part is half a gigabyte: it takes part where the program was built with <c>-p:TorchSharp=true</c> and is run with
/// <c>--torch</c>.
/// </summary>
internal static class TorchContenders
{
    private const string Name = "TorchSharp";
    private static readonly Lazy<string?> s_obstacle = new(Obstacle);

    /// <summary>Set by <c>--torch</c>.</summary>
    public static bool AreWanted { get; set; }

    public static IEnumerable<Contender> Steps<T>(Shape shape, T[] parameters, T[] inputs, T[] targets, bool adam, double rate)
        => Create(() =>
        {
#if TORCHSHARP
            var network = new TorchNetwork(shape, parameters, adam, rate);
            var x = TorchNetwork.Rows(inputs, shape.InputCount);
            var t = TorchNetwork.Rows(targets, shape.OutputCount, shape.IsClassifier);
            Action<long> train = count =>
            {
                for (; count > 0; count--) network.Step(x, t);
            };
            return new(Name, train, () =>
            {
                train(10);
                return network.Parameters();
            });
#else
            throw new NotSupportedException();
#endif
        });

    public static IEnumerable<Contender> Epochs(Shape shape, float[] parameters, float[] inputs, float[] targets, int batch, double rate)
        => Create(() =>
        {
#if TORCHSHARP
            var network = new TorchNetwork(shape, parameters, adam: true, rate);
            var x = TorchNetwork.Rows(inputs, shape.InputCount);
            var t = TorchNetwork.Rows(targets, shape.OutputCount, shape.IsClassifier);
            double loss = 0;
            Action<long> train = count =>
            {
                for (; count > 0; count--) loss = network.Epoch(x, t, batch);
            };
            return new(Name, train, () =>
            {
                train(30);
                return [loss];
            });
#else
            throw new NotSupportedException();
#endif
        });

    private static IEnumerable<Contender> Create(Func<Contender> open)
    {
        if (!AreWanted) return [];
        return s_obstacle.Value is { } reason ? [Contender.Skip(Name, reason)] : [open()];
    }

    private static string? Obstacle()
    {
#if TORCHSHARP
        try
        {
            // TorchSharp itself would try, copy half a gigabyte, try again and print it all, but not the reason.
            NativeLibrary.Load("LibTorchSharp", typeof(TorchContenders).Assembly, DllImportSearchPath.SafeDirectories);
            return null;
        }
        catch (DllNotFoundException e)
        {
            string[] lines = e.Message.Split('\n');
            return (lines.FirstOrDefault(line => line.Contains("version", StringComparison.Ordinal)) ?? lines[0]).Trim();
        }
#else
        return "built without -p:TorchSharp=true";
#endif
    }
}
