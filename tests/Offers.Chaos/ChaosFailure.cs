namespace Offers.Chaos;

/// <summary>A check failed.</summary>
/// <param name="check">Which, by its short name; shrinking keeps to it.</param>
/// <param name="message">What was found.</param>
internal sealed class ChaosFailure(string check, string message) : Exception(message)
{
    public string Check { get; } = check;

    public static void Require(bool isTrue, string check, string message)
    {
        if (!isTrue)
        {
            throw new ChaosFailure(check, message);
        }
    }
}
