using System.Text;

namespace NetGen.Generator.Emission;

/// <summary>Writes indented lines that end with <c>\n</c>, whatever the machine.</summary>
internal sealed class CodeWriter
{
    private const int MaximumLine = 150;

    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _blankPending;
    private bool _afterBrace = true;

    /// <summary>One line at the current depth. Empty lines only ever separate: several count as one, and none stands next to a brace.</summary>
    public CodeWriter Line(string line = "")
    {
        if (line.Length == 0)
        {
            _blankPending = true;
            return this;
        }

        if (_blankPending && !_afterBrace && line != "}")
        {
            _text.Append('\n');
        }

        _text.Append(' ', 4 * _depth).Append(line).Append('\n');
        _blankPending = false;
        _afterBrace = line == "{";
        return this;
    }

    /// <summary>A statement; what does not fit into the line goes on, deeper, behind a comma.</summary>
    public CodeWriter Statement(string statement)
    {
        int room = MaximumLine - (4 * _depth);
        if (statement.Length > room && statement.LastIndexOf(", ", room - 1, StringComparison.Ordinal) is > 0 and int comma)
        {
            Line(statement.Substring(0, comma + 1));
            using (Indented())
            {
                Line(statement.Substring(comma + 2));
            }

            return this;
        }

        return Line(statement);
    }

    public CodeWriter Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }

        return this;
    }

    /// <summary>A head line and a block in braces below it, closed by disposing the result.</summary>
    public Scope Block(string head)
    {
        Line(head).Line("{");
        _depth++;
        return new Scope(this, "}");
    }

    /// <summary>Deeper lines without braces, for wrapped expressions.</summary>
    public Scope Indented()
    {
        _depth++;
        return new Scope(this, null);
    }

    public override string ToString() => _text.ToString();

    /// <summary>Ends a block.</summary>
    public readonly struct Scope(CodeWriter writer, string? end) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (end is not null)
            {
                writer.Line(end);
            }
        }
    }
}
