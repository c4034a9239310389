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

        Append(line, 4 * _depth);
        _blankPending = false;
        _afterBrace = line == "{";
        return this;
    }

    /// <summary>
    /// What does not fit into a line goes on, deeper, behind a comma or an equals sign, or else behind a bracket; comments are wrapped where they are made.
    /// </summary>
    private void Append(string line, int indentation)
    {
        int room = MaximumLine - indentation;
        if (line.Length > room && line[0] != '/' && End(line, room) is > 0 and int end)
        {
            _text.Append(' ', indentation).Append(line, 0, end).Append('\n');
            Append(line.Substring(end).TrimStart(), 4 * (_depth + 1));
            return;
        }

        _text.Append(' ', indentation).Append(line).Append('\n');
    }

    private static int End(string line, int room)
        => Math.Max(BreakAt(line, ", ", room) + 1, BreakAt(line, " = ", room) + 2) is > 2 and int end ? end : BreakAt(line, "(", room) + 1;

    /// <summary>The last place for a break, but none inside a string.</summary>
    private static int BreakAt(string line, string separator, int room)
    {
        int place = line.LastIndexOf(separator, room - 2, StringComparison.Ordinal);
        while (place > 0 && line.Take(place).Count(character => character == '"') % 2 == 1)
        {
            place = line.LastIndexOf(separator, place - 1, StringComparison.Ordinal);
        }

        return place;
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
