using System.Numerics;
using Microsoft.ML.OnnxRuntime;
using NetGen.Benchmarks.Onnx;

namespace NetGen.Benchmarks.Ratios;

/// <summary>
/// ONNX Runtime as somebody uses it who wants an answer soon: one session, one thread, all optimisations of the graph, inputs and outputs bound
/// once to memory that does not move. (Run with prepared values in place of the binding takes 2 % to 50 % longer.)
/// </summary>
internal static class OnnxContenders
{
    private const string Name = "ONNX Runtime";

    public static Contender Row<T>(Shape shape, T[] parameters, T[] inputs, bool dependent)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Create<T>(shape, parameters, 1, network =>
        {
            (T[] x, T[] y) = (network.Inputs, network.Outputs);
            T tiny = T.CreateTruncating(1e-30);
            Action<long> independent = count =>
            {
                for (long i = 0; i < count; i++)
                {
                    inputs.AsSpan((int)(i & 63) * x.Length, x.Length).CopyTo(x);
                    network.Run();
                }
            };
            Action<long> inTurn = count =>
            {
                inputs.AsSpan(0, x.Length).CopyTo(x);
                for (long i = 0; i < count; i++)
                {
                    network.Run();
                    x[0] = inputs[0] + (y[0] * tiny);
                }
            };
            Func<double[]> check = () =>
            {
                var results = new List<double>();
                for (int row = 0; row < 16; row++)
                {
                    inputs.AsSpan(row * x.Length, x.Length).CopyTo(x);
                    network.Run();
                    results.AddRange(CContenders.Doubles<T>(y));
                }

                return [.. results];
            };
            return (dependent ? inTurn : independent, check);
        });

    public static Contender Rows<T>(Shape shape, T[] parameters, T[] inputs, int rows)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Create<T>(shape, parameters, rows, network =>
        {
            inputs.AsSpan().CopyTo(network.Inputs);
            Action<long> feed = count =>
            {
                for (; count > 0; count--) network.Run();
            };
            Func<double[]> check = () =>
            {
                feed(1);
                return CContenders.Doubles<T>(network.Outputs);
            };
            return (feed, check);
        });

    private static Contender Create<T>(Shape shape, T[] parameters, int rows, Func<Network<T>, (Action<long> Run, Func<double[]> Check)> open)
        where T : unmanaged
    {
        try
        {
            (Action<long> run, Func<double[]> check) = open(Open(shape, parameters, rows));
            return new(Name, run, check);
        }
        catch (Exception e) when (e is OnnxRuntimeException or DllNotFoundException or TypeInitializationException)
        {
            // Of the library for another platform, or of an operator that its processor provider lacks in this precision.
            return Contender.Skip(Name, (e.InnerException ?? e).Message.Split('\n')[0]);
        }
    }

    private static Network<T> Open<T>(Shape shape, T[] parameters, int rows)
        where T : unmanaged
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        var session = new InferenceSession(OnnxModel.Create<T>(shape, parameters, rows), options);
        T[] x = CContenders.Pinned<T>(rows * shape.InputCount), y = CContenders.Pinned<T>(rows * shape.OutputCount);
        OrtIoBinding binding = session.CreateIoBinding();
        binding.BindInput(OnnxModel.Input, OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, x.AsMemory(), [rows, shape.InputCount]));
        binding.BindOutput(OnnxModel.Output, OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, y.AsMemory(), [rows, shape.OutputCount]));
        var run = new RunOptions();
        return new(x, y, () => session.RunWithBinding(run, binding));
    }

    private sealed record Network<T>(T[] Inputs, T[] Outputs, Action Run);
}
