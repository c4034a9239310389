namespace NetGen.Bits;

/// <summary>Lets generic code draw the start weights of a generated network, whose own <c>Initialize</c> fits this signature.</summary>
internal interface ISeeded
{
    void Initialize(int seed, Initializer initializer);
}
