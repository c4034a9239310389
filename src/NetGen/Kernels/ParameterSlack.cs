using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>64 bytes behind the parameters of a struct network, because vector loads of the last weights may reach that far.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential, Size = 64)]
public readonly struct ParameterSlack;
