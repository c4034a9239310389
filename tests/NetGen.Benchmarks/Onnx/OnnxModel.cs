using System.Runtime.InteropServices;

namespace NetGen.Benchmarks.Onnx;

/// <summary>A network as an ONNX model: per layer a Gemm and an activation, the parameters as constants, the number of rows fixed.</summary>
internal static class OnnxModel
{
    public const string Input = "x";
    public const string Output = "y";

    private const int FormatVersion = 8;
    private const int OperatorSet = 17;

    /// <summary>The bytes of a ModelProto.</summary>
    /// <param name="shape">The network's shape.</param>
    /// <param name="parameters">Its parameters in NetGen's flat order, in which a layer's weights are a matrix of inputs by neurons.</param>
    /// <param name="rows">Rows of a call.</param>
    public static byte[] Create<T>(Shape shape, ReadOnlySpan<T> parameters, int rows)
        where T : unmanaged
    {
        int layers = shape.Widths.Length - 1;
        ProtoWriter graph = new();
        for (int l = 0; l < layers; l++)
        {
            (int inputs, int neurons) = (shape.Widths[l], shape.Widths[l + 1]);
            Activation activation = l == layers - 1 ? shape.Last : shape.Hidden;
            string before = l == 0 ? Input : $"a{l}", after = l == layers - 1 ? Output : $"a{l + 1}";
            string sum = activation == Activation.Identity ? after : $"z{l + 1}";
            graph.Message(GraphField.Node, Node("Gemm", sum, before, $"w{l + 1}", $"b{l + 1}"));
            if (activation != Activation.Identity) graph.Message(GraphField.Node, Node(activation.ToString(), after, sum));
            graph.Message(GraphField.Initializer, Tensor($"w{l + 1}", parameters[..(inputs * neurons)], inputs, neurons));
            graph.Message(GraphField.Initializer, Tensor($"b{l + 1}", parameters.Slice(inputs * neurons, neurons), neurons));
            parameters = parameters[((inputs + 1) * neurons)..];
        }

        graph.Text(GraphField.Name, "network")
            .Message(GraphField.Input, Value<T>(Input, rows, shape.InputCount))
            .Message(GraphField.Output, Value<T>(Output, rows, shape.OutputCount));
        return new ProtoWriter()
            .Number(ModelField.FormatVersion, FormatVersion)
            .Message(ModelField.Graph, graph)
            .Message(ModelField.OperatorSet, new ProtoWriter().Text(1, "").Number(2, OperatorSet))
            .ToArray();
    }

    private static ProtoWriter Node(string operation, string output, params ReadOnlySpan<string> inputs)
    {
        ProtoWriter node = new();
        foreach (string input in inputs) node.Text(NodeField.Input, input);
        return node.Text(NodeField.Output, output).Text(NodeField.Operation, operation);
    }

    private static ProtoWriter Tensor<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<int> sizes)
        where T : unmanaged
    {
        ProtoWriter tensor = new();
        foreach (int size in sizes) tensor.Number(TensorField.Size, size);
        return tensor.Number(TensorField.Type, ElementType<T>()).Text(TensorField.Name, name).Bytes(TensorField.Raw, MemoryMarshal.AsBytes(values));
    }

    private static ProtoWriter Value<T>(string name, params ReadOnlySpan<int> sizes)
    {
        ProtoWriter shape = new();
        foreach (int size in sizes) shape.Message(1, new ProtoWriter().Number(1, size));
        ProtoWriter type = new ProtoWriter().Message(1, new ProtoWriter().Number(1, ElementType<T>()).Message(2, shape));
        return new ProtoWriter().Text(1, name).Message(2, type);
    }

    private static int ElementType<T>() => typeof(T) == typeof(double) ? 11 : 1;

    // The fields' numbers in onnx.proto.
    private static class ModelField
    {
        public const int FormatVersion = 1, Graph = 7, OperatorSet = 8;
    }

    private static class GraphField
    {
        public const int Node = 1, Name = 2, Initializer = 5, Input = 11, Output = 12;
    }

    private static class NodeField
    {
        public const int Input = 1, Output = 2, Operation = 4;
    }

    private static class TensorField
    {
        public const int Size = 1, Type = 2, Name = 8, Raw = 9;
    }
}
