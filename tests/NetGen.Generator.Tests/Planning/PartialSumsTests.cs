using NetGen.Generator.Planning;

namespace NetGen.Generator.Tests;

/// <summary>The compiler writes the sums of one row out itself; their order must be that of the kernels.</summary>
public class PartialSumsTests
{
    [Fact]
    public void The_compiler_divides_sums_as_the_kernels_do()
    {
        for (int inputs = 1; inputs < 300; inputs++)
        {
            for (int neurons = 1; neurons < 150; neurons++)
            {
                Assert.Equal(Kernels.Partials<double>(inputs, neurons), PartialSums.Count(inputs, neurons, 4));
                Assert.Equal(Kernels.Partials<float>(inputs, neurons), PartialSums.Count(inputs, neurons, 8));
            }
        }
    }
}
