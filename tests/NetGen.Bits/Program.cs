namespace NetGen.Bits;

/// <summary>
/// Trains and predicts with a set of networks and prints a hash of every bit that came out. It must print the same on every processor, whatever the
/// run-time's hardware switches, however it was compiled, and with <c>--one-row</c>, where outputs and input gradients come from calls with one row each.
/// <c>--hardware</c> prints what vector hardware there is instead.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        using TextWriter writer = Console.Out;
        writer.NewLine = "\n";
        if (arguments is ["--hardware"])
        {
            Hardware.Print(writer);
            return 0;
        }

        if (arguments is not ([] or ["--one-row"]))
        {
            Console.Error.WriteLine("usage: NetGen.Bits [--one-row | --hardware]");
            return 2;
        }

        var report = new Report(writer, oneRow: arguments.Length == 1);
        RunActivations(report);
        RunOthers(report);
        RunWide(report);
        return report.Finish();
    }

    private static void RunActivations(Report report)
    {
        report.Class<IdentityDouble, double>(rows: 37);
        report.Class<IdentitySingle, float>(rows: 37);
        report.Class<SigmoidDouble, double>(rows: 37);
        report.Class<SigmoidSingle, float>(rows: 37);
        report.Class<TanhDouble, double>(rows: 37);
        report.Class<TanhSingle, float>(rows: 37);
        report.Class<ReluDouble, double>(rows: 37);
        report.Class<ReluSingle, float>(rows: 37);
        report.Class<LeakyReluDouble, double>(rows: 37);
        report.Class<LeakyReluSingle, float>(rows: 37);
        report.Class<EluDouble, double>(rows: 37);
        report.Class<EluSingle, float>(rows: 37);
        report.Class<SeluDouble, double>(rows: 37);
        report.Class<SeluSingle, float>(rows: 37);
        report.Class<GeluDouble, double>(rows: 37);
        report.Class<GeluSingle, float>(rows: 37);
        report.Class<GeluTanhDouble, double>(rows: 37);
        report.Class<GeluTanhSingle, float>(rows: 37);
        report.Class<SiluDouble, double>(rows: 37);
        report.Class<SiluSingle, float>(rows: 37);
        report.Class<MishDouble, double>(rows: 37);
        report.Class<MishSingle, float>(rows: 37);
        report.Class<SoftplusDouble, double>(rows: 37);
        report.Class<SoftplusSingle, float>(rows: 37);
        report.Class<SoftsignDouble, double>(rows: 37);
        report.Class<SoftsignSingle, float>(rows: 37);
        report.Class<HardSigmoidDouble, double>(rows: 37);
        report.Class<HardSigmoidSingle, float>(rows: 37);
        report.Class<HardSwishDouble, double>(rows: 37);
        report.Class<HardSwishSingle, float>(rows: 37);
        report.Class<HardTanhDouble, double>(rows: 37);
        report.Class<HardTanhSingle, float>(rows: 37);
        report.Class<SoftmaxDouble, double>(rows: 37);
        report.Class<SoftmaxSingle, float>(rows: 37);
    }

    private static void RunOthers(Report report)
    {
        report.Class<Article, double>(rows: 29);
        report.Class<TwoSums, double>(rows: 29);
        report.Class<TwoSumsSingle, float>(rows: 29);
        report.Class<Line, double>(rows: 29);
        report.Class<Mixed, double>(rows: 29);
        report.Class<MixedSingle, float>(rows: 29);
        report.Struct<SmallStruct, double>(rows: 29);
        report.Struct<SmallStructSingle, float>(rows: 29);
        report.Struct<WideStruct, double>(rows: 29);
        report.Struct<WideStructSingle, float>(rows: 29);
        report.Class<WideRecord, double>(rows: 29);
        report.Struct<WideRecordStruct, float>(rows: 29);
    }

    private static void RunWide(Report report)
    {
        report.Class<WideClassicDouble, double>(rows: 21);
        report.Class<WideClassicSingle, float>(rows: 21);
        report.Class<WideGeluDouble, double>(rows: 21);
        report.Class<WideGeluSingle, float>(rows: 21);
        report.Class<WideGatedDouble, double>(rows: 21);
        report.Class<WideGatedSingle, float>(rows: 21);
        report.Class<WidePiecewiseDouble, double>(rows: 21);
        report.Class<WidePiecewiseSingle, float>(rows: 21);
        report.Class<WideSoftmaxDouble, double>(rows: 21);
        report.Class<WideSoftmaxSingle, float>(rows: 21);
        report.Class<WideBinaryDouble, double>(rows: 21);
        report.Class<WideBinarySingle, float>(rows: 21);
        report.Class<FlatDouble, double>(rows: 21);
        report.Class<FlatSingle, float>(rows: 21);
        report.Class<ManyInputsDouble, double>(rows: 21);
        report.Class<ManyInputsSingle, float>(rows: 21);
        report.Class<ManyOutputsDouble, double>(rows: 21);
        report.Class<ManyOutputsSingle, float>(rows: 21);
        report.Class<RemainderDouble, double>(rows: 21);
        report.Class<RemainderSingle, float>(rows: 21);
        report.Class<TurnedSingle, float>(rows: 21);
        report.Class<StraddlingDouble, double>(rows: 21);
        report.Class<StraddlingSingle, float>(rows: 21);
        report.Class<StraddlingLoopSingle, float>(rows: 21);
        report.Class<OddBaseSingle, float>(rows: 21);
        report.Class<OddBaseDouble, double>(rows: 21);
        report.Class<ManyCopiesDouble, double>(rows: 21);
        report.Class<FourLayersDouble, double>(rows: 21);
        report.Class<ManyNeuronsDouble, double>(rows: 21);
        report.Class<ManyNeuronsSingle, float>(rows: 21);
        report.Class<OddDouble, double>(rows: 21);
        report.Class<OddSingle, float>(rows: 21);
        report.Class<BlocksDouble, double>(rows: 21);
        report.Class<BlocksSingle, float>(rows: 21);
        report.Class<AboveNamedDouble, double>(rows: 21);
        report.Class<AboveNamedSingle, float>(rows: 21);
        report.Class<Mnist, float>(rows: 6);
    }
}
