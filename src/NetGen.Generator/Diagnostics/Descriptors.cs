using Microsoft.CodeAnalysis;
using NetGen.Generator.Parsing;

namespace NetGen.Generator.Diagnostics;

/// <summary>Every diagnostic, in one place. Numbers are never reused.</summary>
internal static class Descriptors
{
    private const string Category = "NetGen";
    private const string Help = "https://github.com/netgen-project/netgen/blob/main/CONTRIBUTING.md#";

    /// <summary>{0}: name of the type</summary>
    public static readonly DiagnosticDescriptor NotPartial = new(
        FixContract.NotPartial, "A network's type must be partial",
        "'{0}' must be declared partial so that the network can be written into it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "netgen001");

    /// <summary>{0}: name of the containing type, {1}: name of the network's type</summary>
    public static readonly DiagnosticDescriptor ContainerNotPartial = new(
        FixContract.ContainerNotPartial, "A type around a network must be partial",
        "'{0}' must be declared partial because it contains the network '{1}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "netgen002");

    /// <summary>{0}: the topology, {1}: what is wrong</summary>
    public static readonly DiagnosticDescriptor BadTopology = new(
        FixContract.BadTopology, "The topology cannot be read",
        "The topology \"{0}\" cannot be read: {1}; expected inputs and layers like \"2-2-1\" or \"8-16:relu-3:softmax\"",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "netgen003");

    /// <summary>{0}: the name, {1}: the nearest known name</summary>
    public static readonly DiagnosticDescriptor UnknownActivation = new(
        FixContract.UnknownActivation, "The activation is not known",
        "There is no activation '{0}'; did you mean '{1}'?",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "netgen004");

    /// <summary>{0}: what has which value, {1}: the allowed range</summary>
    public static readonly DiagnosticDescriptor OutOfRange = new(
        "NETGEN005", "A size is out of range",
        "In this topology {0}; allowed is {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "netgen005");

    /// <summary>{0}: the loss, {1}: the activation it needs, {2}: the activation there is, {3}: a loss that fits</summary>
    public static readonly DiagnosticDescriptor LossDoesNotFit = new(
        FixContract.LossDoesNotFit, "The loss does not fit the output activation",
        "{0} needs a {1} output layer, but this one is {2}; use {1} there, or the loss {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "netgen006");

    /// <summary>{0}: name of the type, {1}: name of the member</summary>
    public static readonly DiagnosticDescriptor MemberNameTaken = new(
        "NETGEN007", "A member has the name of a generated one",
        "'{0}' cannot have '{1}' of its own, because the network generates a member of that name",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "netgen007");

    /// <summary>{0}: name of the type, {1}: the reason</summary>
    public static readonly DiagnosticDescriptor UnsupportedType = new(
        "NETGEN008", "This kind of type cannot be a network",
        "'{0}' cannot be a network: {1}; use a partial class, struct or record that is not generic",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "netgen008");

    /// <summary>{0}: the needed version, {1}: the version in use</summary>
    public static readonly DiagnosticDescriptor LanguageVersionTooLow = new(
        "NETGEN009", "The language version is too low",
        "Networks need C# {0} or later for this target framework, but this project uses C# {1}; raise <LangVersion>",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "netgen009");

    /// <summary>{0}: what is missing</summary>
    public static readonly DiagnosticDescriptor TargetLacksSupport = new(
        "NETGEN010", "The target framework lacks what a network needs",
        "The target framework lacks {0}, which the network's code needs",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "netgen010");

    /// <summary>{0}: name of the type</summary>
    public static readonly DiagnosticDescriptor SeveralAttributes = new(
        "NETGEN011", "A type can be one network only",
        "'{0}' carries [Network] more than once; keep one of them",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "netgen011");

    /// <summary>{0}: the value, {1}: the enum</summary>
    public static readonly DiagnosticDescriptor UndefinedArgument = new(
        "NETGEN012", "The argument is not a defined value",
        "{0} is not a value of {1}; use one of its names",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "netgen012");

    public static DiagnosticDescriptor For(FaultKind kind) => kind switch
    {
        FaultKind.NotPartial => NotPartial,
        FaultKind.ContainerNotPartial => ContainerNotPartial,
        FaultKind.BadTopology => BadTopology,
        FaultKind.UnknownActivation => UnknownActivation,
        FaultKind.OutOfRange => OutOfRange,
        FaultKind.LossDoesNotFit => LossDoesNotFit,
        FaultKind.MemberNameTaken => MemberNameTaken,
        FaultKind.UnsupportedType => UnsupportedType,
        FaultKind.LanguageVersionTooLow => LanguageVersionTooLow,
        FaultKind.TargetLacksSupport => TargetLacksSupport,
        FaultKind.SeveralAttributes => SeveralAttributes,
        _ => UndefinedArgument,
    };
}
