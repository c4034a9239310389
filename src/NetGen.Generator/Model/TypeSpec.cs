namespace NetGen.Generator.Model;

/// <summary>The type that becomes a network, and how to open it again in another file.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Containers">The types around it, outermost first.</param>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>record</c> or <c>record struct</c>.</param>
/// <param name="Name">Ready to write: a keyword carries its <c>@</c>.</param>
/// <param name="HintName">The metadata name, with dots, which names the generated file.</param>
/// <param name="QualifyKernels">
/// True when a short name such as <c>Sigmoid</c> would mean something else in that place, so that calls are written <c>global::NetGen.Kernels&lt;double&gt;.Sigmoid</c>.
/// </param>
/// <param name="KeepsToString">The user's part has a <c>ToString</c>, or a base type one that cannot be overridden.</param>
/// <param name="HasOwnLayout">The user's part of a struct carries <c>StructLayout</c>.</param>
internal sealed record TypeSpec(
    string Namespace,
    EquatableArray<ContainerSpec> Containers,
    string Keyword,
    string Name,
    string HintName,
    bool QualifyKernels,
    bool KeepsToString,
    bool HasOwnLayout)
{
    public bool IsStruct => Keyword is "struct" or "record struct";

    public bool IsRecord => Keyword is "record" or "record struct";
}

/// <summary>A type around the network's type.</summary>
internal sealed record ContainerSpec(string Keyword, string Name);
