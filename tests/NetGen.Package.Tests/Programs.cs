using System.Globalization;
using System.Text.RegularExpressions;

namespace NetGen.Package.Tests;

/// <summary>The sources that the fresh projects are made of, and the numbers they must print.</summary>
internal static partial class Programs
{
    /// <summary>Networks of several kinds, in C# 9 and without anything that netstandard2.0 lacks.</summary>
    public const string Networks = """
        #nullable enable
        using NetGen;

        namespace Fresh
        {
            [Network("2-2-1", Activation.Sigmoid)]
            public partial class GenderNet
            {
            }

            [Network("3-4:tanh-3:softmax", Loss = Loss.CategoricalCrossEntropy)]
            public partial class Classifier
            {
            }

            [Network("2-5:gelu-3:softmax-2:softplus", Loss = Loss.Huber)]
            public sealed partial class Mixture
            {
            }

            [Network("2-4:mish-1:sigmoid", Loss = Loss.BinaryCrossEntropy, Precision = Precision.Single)]
            public partial class Labels
            {
            }
        }

        """;

    /// <summary>Trains the networks and gives every number they end with, one a line.</summary>
    public const string Report = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.Globalization;

        namespace Fresh
        {
            public static class Report
            {
                public static IEnumerable<string> Lines()
                {
                    var article = new GenderNet();
                    article.Parameters.W1_1_1 = 1.6243453636632417;
                    article.Parameters.W1_1_2 = -0.6117564136500754;
                    article.Parameters.W1_2_1 = -0.5281717522634557;
                    article.Parameters.W1_2_2 = -1.0729686221561705;
                    article.Parameters.W2_1_1 = 0.8654076293246785;
                    article.Parameters.W2_1_2 = -2.3015386968802827;
                    article.Parameters.B1_1 = 1.74481176421648;
                    article.Parameters.B1_2 = -0.7612069008951028;
                    article.Parameters.B2_1 = 0.31903909605709857;
                    double[] people = { -2, -1, 25, 6, 17, 4, -15, -6 };
                    double[] genders = { 1, 0, 0, 1 };
                    article.Train(people, genders, 0.1, epochs: 1000);
                    yield return Line("Emily", article.FeedForward(-7, -3));
                    yield return Line("Frank", article.FeedForward(20, 2));
                    yield return Line("loss", article.Evaluate(people, genders));
                    for (int i = 0; i < GenderNet.ParameterCount; i++)
                    {
                        yield return Line("parameter", article.ParameterSpan[i]);
                    }

                    double[] inputs = { 0.5, -1, 2, 0.25, 0.125, -0.75, 1, 1, -1 };
                    double[] classes = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };
                    var classifier = new Classifier();
                    yield return Line("training", classifier.Train(inputs, classes, 0.3, epochs: 50));
                    foreach (double x in Derivatives(classifier, inputs, classes))
                    {
                        yield return Line("classifier", x);
                    }

                    var mixture = new Mixture();
                    mixture.Initialize(7);
                    double[] pairs = { 0.5, -1, 2, 0.25, 0.125, -0.75 };
                    var outputs = new double[6];
                    mixture.FeedForward(pairs, outputs);
                    var gradient = new double[Mixture.ParameterCount];
                    var back = new double[6];
                    mixture.BackpropFrom(pairs, outputs, gradient, back);
                    foreach (double[] numbers in new[] { outputs, gradient, back })
                    {
                        foreach (double x in numbers)
                        {
                            yield return Line("mixture", x);
                        }
                    }

                    var single = new Labels();
                    yield return Line("single", single.Train(new[] { 0.5f, -1, 2, 0.25f }, new[] { 1f, 0f }, 0.1f, 20));
                }

                private static double[] Derivatives(Classifier classifier, double[] inputs, double[] classes)
                {
                    var named = default(Classifier.ParameterSet);
                    double loss = classifier.Backprop(inputs, classes, ref named);
                    var flat = new double[Classifier.ParameterCount + 2];
                    flat[Classifier.ParameterCount] = classifier.Backprop(inputs, classes, flat.AsSpan(0, Classifier.ParameterCount));
                    flat[Classifier.ParameterCount + 1] = loss;
                    if (named.W1_1_1 != flat[0] || named.B2_3 != flat[Classifier.ParameterCount - 1])
                    {
                        throw new InvalidOperationException("The two forms of the gradient differ.");
                    }

                    return flat;
                }

                private static string Line(string name, double value) => name + " " + value.ToString("R", CultureInfo.InvariantCulture);
            }
        }

        """;

    public const string Main = """
        foreach (string line in Fresh.Report.Lines())
        {
            System.Console.WriteLine(line);
        }

        """;

    /// <summary>The numbers that the program printed, in order.</summary>
    public static (string Name, double Value)[] Numbers(string output) =>
    [
        .. NumberLine().Matches(output).Select(match
            => (match.Groups["name"].Value, double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture))),
    ];

    /// <summary>What NumPy gives for the article's network after 1,000 epochs from the same start, to the last digits.</summary>
    public static void AssertArticle((string Name, double Value)[] numbers)
    {
        Assert.Equal(0.949336358589662, numbers.Single(number => number.Name == "Emily").Value, 1e-13);
        Assert.Equal(0.039806622726907846, numbers.Single(number => number.Name == "Frank").Value, 1e-13);
        double[] expected =
        [
            2.300397805987181, 1.3101824184233324, -0.27373019428101253, -0.236551780184347, 1.4067855508304998, -1.4553060903144064,
            -2.3111058683937156, -3.8027399485349225, 2.930744416604488,
        ];
        double[] parameters = [.. numbers.Where(number => number.Name == "parameter").Select(number => number.Value)];
        Assert.Equal(expected.Length, parameters.Length);
        Assert.All(expected.Zip(parameters), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    /// <summary>Two targets agree as far as multiply-adds with one and with two roundings can.</summary>
    public static void AssertClose((string Name, double Value)[] expected, (string Name, double Value)[] actual)
    {
        Assert.Equal(expected.Select(number => number.Name), actual.Select(number => number.Name));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Value, pair.Second.Value, pair.First.Name == "single" ? 1e-6 : 1e-12));
    }

    [GeneratedRegex("^(?<name>[A-Za-z]+) (?<value>-?[0-9.]+(E[-+][0-9]+)?)$", RegexOptions.Multiline)]
    private static partial Regex NumberLine();
}
