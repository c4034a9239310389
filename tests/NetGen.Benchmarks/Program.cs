using BenchmarkDotNet.Running;
using NetGen.Benchmarks;
using NetGen.Benchmarks.Ratios;

switch (args.FirstOrDefault())
{
    case "ratios":
        return RatioMode.Run(args[1..]);
    case "generator":
        return GeneratorMode.Run(args[1..]);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Shape).Assembly).Run(args);
        return 0;
}
