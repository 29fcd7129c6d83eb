using Offers.Agents.Processes;

namespace Offers.Agents.Images;

/// <summary>Runs tasks in images. What the supervisor holds ends as the task does.</summary>
internal interface IImageRuntime
{
    /// <summary>Whether checks by a command can be run beside a task in an image.</summary>
    public bool RunsChecks { get; }

    /// <summary>What the supervisor starts instead of the task itself.</summary>
    /// <param name="container">The container.</param>
    /// <param name="image">Which image.</param>
    /// <param name="task">The process as it would be without one.</param>
    /// <param name="isAlone">Whether the task says no command, so that the image's is run.</param>
    /// <param name="group">The path of the container's group; null without groups.</param>
    /// <param name="cancellation">Calls it off.</param>
    /// <exception cref="IOException">It cannot be run; the message says why.</exception>
    public Task<CommandSpec> WrapAsync(
        string container, string image, CommandSpec task, bool isAlone, string? group,
        CancellationToken cancellation);

    /// <summary>What the supervisor starts to run a check beside the task.</summary>
    /// <param name="container">The container, which runs.</param>
    /// <param name="image">Which image.</param>
    /// <param name="check">The check as it would be without one.</param>
    /// <exception cref="NotSupportedException"><see cref="RunsChecks"/> is false.</exception>
    public CommandSpec WrapCheck(string container, string image, CommandSpec check);

    /// <summary>Kills what runs in the image; a signal to the held process would not.</summary>
    /// <returns>False when there is nothing of it yet, or no more.</returns>
    public Task<bool> KillAsync(string container);

    /// <summary>Removes whatever is kept of a container, whose groups are destroyed.</summary>
    /// <exception cref="IOException">Not all of it could be; to be tried again.</exception>
    public Task ForgetAsync(string container);
}
