using System.Globalization;
using System.Text;
using CsCheck;

namespace NetGen.Tests;

public class CsvTests
{
    [Fact]
    public void Iris_has_its_150_rows()
    {
        Dataset<double> iris = TrainingData.Iris;
        Assert.Equal((150, 4, 3), (iris.Count, iris.InputCount, iris.TargetCount));
        Assert.Equal([5.1, 3.5, 1.4, 0.2], iris.GetInputs(0).ToArray());
        Assert.Equal([0, 0, 1], iris.GetTargets(149).ToArray());
        Assert.Equal(["0", "1", "2"], iris.ClassNames);
    }

    [Fact]
    public void Columns_are_found_by_name_by_position_and_from_the_end()
    {
        const string Text = "a,b,c,d\n1,2,3,4\n5,6,7,8\n";
        Dataset<double> data = Read(Text, new() { Inputs = ["c", 0], Targets = [^1] });
        Assert.Equal([3, 1, 7, 5], data.Inputs.ToArray());
        Assert.Equal([4, 8], data.Targets.ToArray());
        Assert.Equal(3, Read(Text, new() { Targets = ["b"] }).InputCount);
    }

    [Fact]
    public void Labels_are_ordered_and_named()
    {
        Dataset<double> words = Read("x,kind\n1,pear\n2,apple\n3,pear\n", new() { Label = "kind" });
        Assert.Equal(["apple", "pear"], words.ClassNames);
        Assert.Equal([0, 1, 1, 0, 0, 1], words.Targets.ToArray());
        Assert.Equal(["2", "10"], Read("x,kind\n1,10\n2,2\n", new() { Label = "kind" }).ClassNames);
        Assert.Equal([0, 0, 1], Read("x,kind\n1,pear\n", new() { Label = "kind", ClassNames = ["fig", "apple", "pear"] }).Targets.ToArray());
    }

    [Theory]
    [InlineData("a,\"b \"\"x\"\", y\"\r\n1,2\r\n")]
    [InlineData("\uFEFFa,\"b \"\"x\"\", y\"\n1,2")]
    [InlineData("a,\"b \"\"x\"\", y\"\n\"1\",\"2\"\n\n\n")]
    public void Quotation_marks_line_ends_and_a_byte_order_mark_follow_RFC_4180(string text)
    {
        Dataset<double> data = Read(text, new() { Targets = ["b \"x\", y"] });
        Assert.Equal([1], data.Inputs.ToArray());
        Assert.Equal([2], data.Targets.ToArray());
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,four\n", 3, 2, "\"four\" in column \"b\" is not a number")]
    [InlineData("a,b\n1,2\n3,\n", 3, 2, "\"\" in column \"b\" is not a number")]
    [InlineData("a,b\n1,2\n3\n", 3, 0, "1 fields, expected 2")]
    [InlineData("a,b\n\"1\n\",2\n3,x\n", 4, 2, "is not a number")]
    [InlineData("a,b\n1,\"2\n", 2, 2, "never closed")]
    [InlineData("a,b\n1,\"2\"3\n", 2, 2, "after the closing quotation mark")]
    [InlineData("a,b\n1,2\"3\n", 2, 2, "quotation mark inside a field")]
    [InlineData("a,b\n1,2\r3\n", 2, 2, "carriage return without a line feed")]
    [InlineData("a,b\n1,1e999\n", 2, 2, "not finite")]
    [InlineData("a,b\n1,NaN\n", 2, 2, "not finite")]
    [InlineData("a,b\n1,2\n\n3,4\n", 4, 0, "after the empty line 3")]
    [InlineData("", 1, 0, "empty")]
    public void Errors_tell_file_line_and_column(string text, int line, int column, string problem)
    {
        var error = Assert.Throws<CsvException>(() => Read(text));
        Assert.Equal(("test.csv", line, column), (error.File, error.Line, error.Column));
        Assert.StartsWith($"test.csv, line {line}", error.Message);
        Assert.Contains(problem, error.Message);
    }

    [Fact]
    public void Columns_that_are_not_there_are_told()
    {
        Assert.Contains(
            "no column \"z\"; the header has \"a\", \"b\"",
            Assert.Throws<CsvException>(() => Read("a,b\n1,2\n", new() { Inputs = ["z"] })).Message);
        Assert.Contains("several columns", Assert.Throws<CsvException>(() => Read("a,a\n1,2\n", new() { Inputs = ["a"] })).Message);
        Assert.Contains("the record has 2 fields", Assert.Throws<CsvException>(() => Read("a,b\n1,2\n", new() { Inputs = [2] })).Message);
        Assert.Contains("none of the given", Assert.Throws<CsvException>(() => Read("a,b\n1,z\n", new() { Label = "b", ClassNames = ["x"] })).Message);
        Assert.Throws<ArgumentException>(() => Read("1,2\n", new() { HasHeader = false, Inputs = ["a"] }));
        Assert.Throws<ArgumentException>(() => Read("a,b\n1,2\n", new() { Label = "a", Targets = ["b"] }));
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_an_error()
        => Assert.Throws<CsvException>(() => Csv.Read<double>(new MemoryStream([(byte)'a', (byte)'\n', 0xFF, (byte)'\n'])));

    [Fact]
    public void Numbers_do_not_depend_on_the_culture()
    {
        CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture.NumberFormat.NegativeSign = "−";
        Assert.Equal([-1500], Read("a\n-1.5e3\n").Inputs.ToArray());
    }

    [Fact]
    public void What_was_written_is_read_back()
        => Gen.Int[1, 5].SelectMany(width => Gen.Double.Where(double.IsFinite).Array[width].Array[1, 20]).Sample(rows =>
        {
            string text = string.Join("\r\n", rows.Select(row => string.Join(';', row.Select(x => $"\"{x.ToString("R", CultureInfo.InvariantCulture)}\""))));
            return Read(text, new() { HasHeader = false, Separator = ';' }).Inputs.ToArray().SequenceEqual(rows.SelectMany(row => row));
        }, iter: 1000);

    [Fact]
    public void Mutated_files_are_read_or_refused_and_need_little_memory()
    {
        const string Text = "sepal,petal,\"kind \"\"of\"\" iris\"\r\n5.1,-1e3,setosa\n\"4.9\",3.0,\"versi,color\"\r\n7,8,virginica\n";
        byte[] original = Encoding.UTF8.GetBytes(Text);
        Mutation.Of(original).Sample(
            bytes =>
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    Csv.Read<double>(new MemoryStream(bytes), new() { Label = 2, Inputs = [0, 1] });
                }
                catch (CsvException)
                {
                }

                return GC.GetAllocatedBytesForCurrentThread() - before < 100_000 + (200 * bytes.Length);
            },
            iter: Mutation.Iterations,
            print: bytes => Encoding.Latin1.GetString(bytes));
    }

    private static Dataset<double> Read(string text, CsvOptions? options = null) => Csv.Read<double>(new StringReader(text), options, "test.csv");
}
