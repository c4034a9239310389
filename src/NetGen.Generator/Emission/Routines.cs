using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>The bodies of a network's routines, for one code shape. Signatures, documentation and argument checks are the same for all.</summary>
internal abstract class Routines(NetworkPlan plan)
{
    protected NetworkPlan Plan { get; } = plan;

    protected NetworkSpec Network => Plan.Network;

    protected Names Names { get; } = new(plan);

    /// <summary>Routines that change nothing are readonly members of a struct.</summary>
    public string ReadOnlyMember => Network.Type.IsStruct ? "readonly " : "";

    /// <summary>Any number of rows.</summary>
    public abstract void FeedForwardRows(CodeWriter writer);

    public abstract void Evaluate(CodeWriter writer);

    public abstract void Backprop(CodeWriter writer);

    public abstract void BackpropFrom(CodeWriter writer);

    public abstract void Train(CodeWriter writer);

    /// <summary>Private members that the bodies use which the plan gives to this shape.</summary>
    public abstract void Helpers(CodeWriter writer);

    /// <summary>By what a sum of losses over all rows is divided.</summary>
    protected string LossDivisor => Network.LossEntry.IsMeanOverRows ? $"({Names.Number})rows" : $"({Names.Number})rows * OutputCount";

    protected string MeanLoss(string sum) => $"{sum} / {(Network.LossEntry.IsMeanOverRows ? LossDivisor : $"({LossDivisor})")}";
}
