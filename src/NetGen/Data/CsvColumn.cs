namespace NetGen;

/// <summary>
/// A column of a CSV file: by its name in the header, or by its position. Converts from <see cref="string"/>, <see cref="int"/> and <see
/// cref="Index"/>.
/// </summary>
/// <example><code>Inputs = ["sepal length", "sepal width", 2, ^2]</code></example>
public readonly struct CsvColumn : IEquatable<CsvColumn>
{
    private readonly Index _position;

    /// <summary>The column of that name.</summary>
    /// <param name="name">As in the header, with the same case.</param>
    public CsvColumn(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>The column at that position.</summary>
    /// <param name="position">From 0, or from the end: ^1 is the last column.</param>
    public CsvColumn(Index position) => _position = position;

    /// <summary>The name, or null when the column is told by position.</summary>
    public string? Name { get; }

    /// <summary>The position, when there is no name.</summary>
    public Index Position => _position;

    /// <summary>The column of that name.</summary>
    public static implicit operator CsvColumn(string name) => new(name);

    /// <summary>The column at that position, from 0.</summary>
    public static implicit operator CsvColumn(int position) => new((Index)position);

    /// <summary>The column at that position.</summary>
    public static implicit operator CsvColumn(Index position) => new(position);

    /// <summary>Whether both are told alike.</summary>
    public static bool operator ==(CsvColumn left, CsvColumn right) => left.Equals(right);

    /// <summary>Whether both are told differently.</summary>
    public static bool operator !=(CsvColumn left, CsvColumn right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(CsvColumn other) => Name == other.Name && _position.Equals(other._position);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CsvColumn other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, _position);

    /// <inheritdoc/>
    public override string ToString() => Name is null ? $"column {_position}" : $"\"{Name}\"";
}
