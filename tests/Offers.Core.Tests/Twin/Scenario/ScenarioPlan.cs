namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>What a step of a random scenario does; the renderer gives it its words.</summary>
internal enum StepKind
{
    Settle,
    Dump,
    Advance,
    AddAgent,
    UpdateAgent,
    RemoveAgent,
    ActivateAgent,
    DeactivateAgent,
    AddProvider,
    AddFramework,
    UpdateFramework,
    RemoveFramework,
    ActivateFramework,
    DeactivateFramework,
    Suppress,
    Revive,
    Decline,
    Accept,
    Finish,
    Convert,
    ConvertFree,
    AddReservation,
    RemoveReservation,
    UpdateQuota,
    UpdateWeights,
    Whitelist,
    Maintenance,
    AnswerInverseOffer,
    Pause,
    Resume,
    RecoverCluster,
    Invariants,
    Nonsense,
}

/// <summary>
/// One step with small numbers, from which its choices are made in turn, modulo what there is to
/// choose from when it is rendered. Zero is the simplest choice, also where numbers have run out.
/// </summary>
internal sealed record ScenarioStep(StepKind Kind, IReadOnlyList<int> Numbers);

/// <summary>A random scenario before it has words.</summary>
/// <param name="Setup">Numbers for the choices of its first line.</param>
internal sealed record ScenarioPlan(
    IReadOnlyList<int> Setup, IReadOnlyList<ScenarioStep> Steps)
{
    private IReadOnlyList<string>? _lines;

    private ScenarioPlan(ScenarioPlan other) => (Setup, Steps) = (other.Setup, other.Steps);

    public IReadOnlyList<string> Lines => _lines ??= ScenarioRenderer.LinesOf(this);

    /// <summary>The scenario as a file.</summary>
    public override string ToString() => "\n" + string.Join('\n', Lines) + "\n";
}
