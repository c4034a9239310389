using System.Globalization;

namespace NetGen.Generator.Tests;

/// <summary>A network says what it is, unless its author has said so.</summary>
public class ToStringTests
{
    [Theory]
    [InlineData("[Network(\"2-2-1\")] public partial class GenderNet;", "GenderNet 2-2:sigmoid-1:sigmoid, MeanSquaredError, Double, 9 parameters")]
    [InlineData(
        "[Network(\"2-1:softmax\", Loss = Loss.CategoricalCrossEntropy, Precision = Precision.Single)] public partial struct @struct;",
        "struct 2-1:softmax, CategoricalCrossEntropy, Single, 3 parameters")]
    [InlineData("[Network(\"1-1:tanh\")] public partial record Line(int X = 1);", "Line 1-1:tanh, MeanSquaredError, Double, 2 parameters")]
    [InlineData("[Network(\"1-1\")] public sealed partial record Line(int X = 1);", "Line 1-1:sigmoid, MeanSquaredError, Double, 2 parameters")]
    [InlineData("[Network(\"1-1\", Loss = Loss.Huber)] public partial record struct Line;", "Line 1-1:sigmoid, Huber, Double, 2 parameters")]
    [InlineData("[Network(\"100-90:relu-3\")] public partial class Large;", "Large 100-90:relu-3:sigmoid, MeanSquaredError, Double, 9,363 parameters")]
    [InlineData("[Network(\"1-1\")] public partial class Net { public string ToString(int digits) => $\"{digits}\"; }", "Net 1-1:sigmoid")]
    [InlineData("[Network(\"1-1\")] public partial class Net { public string ToString<T>() => \"\"; }", "Net 1-1:sigmoid")]
    [InlineData("public class Base { public override string ToString() => \"base\"; } [Network(\"1-1\")] public partial class Net : Base;", "Net 1-1:sigmoid")]
    [InlineData("public abstract record Base; [Network(\"1-1\")] public partial record Net : Base;", "Net 1-1:sigmoid")]
    [InlineData("public abstract class Base { public abstract override string ToString(); } [Network(\"1-1\")] public partial class Net : Base;", "Net 1-1")]
    public void Names_shape_loss_precision_and_size(string types, string expected) => Assert.StartsWith(expected, Text(types), StringComparison.Ordinal);

    [Theory]
    [InlineData("[Network(\"1-1\")] public partial class Net { public override string ToString() => \"mine\"; }")]
    [InlineData("[Network(\"1-1\")] public partial class Net; public partial class Net { public sealed override string ToString() => \"mine\"; }")]
    [InlineData("[Network(\"1-1\")] public partial struct Net { public readonly override string ToString() => \"mine\"; }")]
    [InlineData("[Network(\"1-1\")] public partial record Net(int X = 1) { public sealed override string ToString() => \"mine\"; }")]
    [InlineData("[Network(\"1-1\")] public partial record struct Net { public override string ToString() => \"mine\"; }")]
    [InlineData("public class Base { public sealed override string ToString() => \"mine\"; } [Network(\"1-1\")] public partial class Net : Base;")]
    [InlineData("public record Base { public sealed override string ToString() => \"mine\"; } [Network(\"1-1\")] public partial record Net : Base;")]
    public void Not_in_place_of_the_authors_own(string types) => Assert.Equal("mine", Text(types));

    /// <summary>Where an override cannot stand, there is none, and everything compiles.</summary>
    [Theory]
    [InlineData("[Network(\"1-1\")] public partial class Net { public new string ToString() => \"hides\"; }")]
    [InlineData("[Network(\"1-1\")] public partial class Net { public new static string ToString() => \"hides\"; }")]
    [InlineData("[Network(\"1-1\")] public partial class Net { public new int ToString => 1; }")]
    [InlineData("[Network(\"1-1\")] public partial class Net { public new class ToString; }")]
    [InlineData("public class Base { public new string ToString() => \"hides\"; } [Network(\"1-1\")] public partial class Net : Base;")]
    [InlineData("public class Base { public new int ToString => 1; } [Network(\"1-1\")] public partial class Net : Base;")]
    [InlineData("[Network(\"1-1\")] public partial class ToString;")]
    public void Nothing_is_overridden_that_cannot_be(string types)
    {
        GeneratorRun run = GeneratorRun.Of(Corpus.In("N", types));

        Assert.Empty(run.Complaints());
        Assert.DoesNotContain(" ToString()", run.Source, StringComparison.Ordinal);
    }

    private static string Text(string types)
    {
        using LoadedAssembly assembly = LoadedAssembly.Of(Corpus.In("N", types));
        Type network = assembly.Assembly.GetTypes().Single(type => type.IsDefined(typeof(NetworkAttribute), inherit: false));
        object?[] arguments = network.GetConstructors().Any(constructor => constructor.GetParameters() is [{ HasDefaultValue: true }]) ? [1] : [];
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fa-IR");
            return Activator.CreateInstance(network, arguments)!.ToString()!;
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
