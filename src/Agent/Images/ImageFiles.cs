namespace Offers.Agents.Images;

/// <summary>An image that is there to run in.</summary>
/// <param name="Root">The directory that becomes the container's root.</param>
/// <param name="Environment">Variables of the image, <c>NAME=value</c>.</param>
/// <param name="Command">What it runs when a task does not say; may be empty.</param>
internal sealed record ImageFiles(
    string Root, IReadOnlyList<string> Environment, IReadOnlyList<string> Command);
