namespace NetGen.Tests;

[Network("3-5:tanh-2")]
public partial class LengthsClass;

[Network("3-5:tanh-2")]
public partial struct LengthsStruct;

[Network("20-33:relu-18:tanh-7")]
public partial class LengthsWide;
