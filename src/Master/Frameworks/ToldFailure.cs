namespace Offers.Masters.Frameworks;

/// <summary>A bad end of a task that is to be told.</summary>
/// <param name="Framework">Whose task it is.</param>
/// <param name="Failure">How it ended.</param>
/// <param name="LeftOut">Failures of that framework that were not told since the last.</param>
internal sealed record ToldFailure(
    HostedFramework Framework, TaskFailure Failure, long LeftOut);
