using System.Text;

namespace NetGen;

/// <summary>
/// Splits text into records and fields as RFC 4180 says: fields separated by one character, records by CR LF or LF, fields in quotation marks
/// may hold anything, with quotation marks doubled. A record at a time, into one buffer.
/// </summary>
internal sealed class CsvRecordReader(TextReader reader, string file, char separator)
{
    private const char ByteOrderMark = '\uFEFF';

    private readonly char[] _block = new char[4096];
    private readonly List<(int End, int Line)> _fields = [];
    private char[] _text = new char[256];
    private int _blockLength;
    private int _blockPosition;
    private int _length;
    private int _line = 1;
    private bool _begun;

    /// <summary>The line on which the record began, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Number of fields of the record.</summary>
    public int Count => _fields.Count;

    /// <summary>One field, valid until the next record is read.</summary>
    public ReadOnlySpan<char> this[int field]
    {
        get
        {
            int start = field == 0 ? 0 : _fields[field - 1].End;
            return _text.AsSpan(start, _fields[field].End - start);
        }
    }

    public CsvException Error(int field, string problem, Exception? inner = null)
        => new(file, field >= 0 && field < _fields.Count ? _fields[field].Line : Line, field + 1, problem, inner);

    /// <summary>Reads the next record; false at the end of the file.</summary>
    public bool Read()
    {
        _fields.Clear();
        _length = 0;
        Line = _line;
        if (!_begun)
        {
            _begun = true;
            if (Peek() == ByteOrderMark)
            {
                Next();
            }
        }

        if (Peek() < 0)
        {
            return false;
        }

        while (true)
        {
            int start = _line;
            if (Peek() == '"')
            {
                ReadQuoted();
            }
            else
            {
                ReadPlain();
            }

            _fields.Add((_length, start));
            int next = Next();
            if (next == separator)
            {
                continue;
            }

            if (next == '\r' && Peek() == '\n')
            {
                Next();
            }

            _line++;
            return true;
        }
    }

    /// <summary>Reads up to a separator, an end of line or the end of the file, which stays unread.</summary>
    private void ReadPlain()
    {
        for (int c = Peek(); c >= 0 && c != separator && c != '\n'; c = Peek())
        {
            if (c == '"')
            {
                throw new CsvException(file, _line, _fields.Count + 1, "a quotation mark inside a field that does not begin with one.");
            }

            if (c == '\r')
            {
                if (PeekSecond() is '\n' or < 0)
                {
                    return;
                }

                throw new CsvException(file, _line, _fields.Count + 1, "a carriage return without a line feed.");
            }

            Append((char)Next());
        }
    }

    private void ReadQuoted()
    {
        (int line, int field) = (_line, _fields.Count + 1);
        Next();
        while (true)
        {
            int c = Next();
            if (c < 0)
            {
                throw new CsvException(file, line, field, "the quotation mark that begins this field is never closed.");
            }

            if (c == '"')
            {
                if (Peek() != '"')
                {
                    break;
                }

                Next();
            }

            if (c == '\n')
            {
                _line++;
            }

            Append((char)c);
        }

        int after = Peek();
        if (after >= 0 && after != separator && after != '\n' && !(after == '\r' && PeekSecond() is '\n' or < 0))
        {
            throw new CsvException(file, _line, field, "text after the closing quotation mark.");
        }
    }

    private void Append(char c)
    {
        if (_length == _text.Length)
        {
            Array.Resize(ref _text, _text.Length * 2);
        }

        _text[_length++] = c;
    }

    private int Peek() => _blockPosition < _blockLength || Fill() ? _block[_blockPosition] : -1;

    private int PeekSecond()
    {
        if (_blockPosition + 1 < _blockLength)
        {
            return _block[_blockPosition + 1];
        }

        // The first is the last of its block: the block then starts with it again.
        char first = _block[_blockPosition];
        int read = Read(1);
        _block[0] = first;
        (_blockPosition, _blockLength) = (0, read + 1);
        return read > 0 ? _block[1] : -1;
    }

    private int Next() => _blockPosition < _blockLength || Fill() ? _block[_blockPosition++] : -1;

    private bool Fill()
    {
        _blockPosition = 0;
        _blockLength = Read(0);
        return _blockLength > 0;
    }

    private int Read(int start)
    {
        try
        {
            return reader.Read(_block, start, _block.Length - start);
        }
        catch (DecoderFallbackException e)
        {
            throw new CsvException(file, _line, 0, "the text is not UTF-8, here or on one of the next lines.", e);
        }
    }
}
