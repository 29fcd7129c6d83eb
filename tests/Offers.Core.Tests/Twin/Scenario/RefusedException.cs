namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>A command cannot be carried out; nothing has changed.</summary>
internal sealed class RefusedException(string message) : Exception(message);
