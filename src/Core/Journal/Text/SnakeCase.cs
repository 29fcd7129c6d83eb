using System.Text;

namespace Offers;

/// <summary>Names of the code as words of the text form.</summary>
internal static class SnakeCase
{
    /// <summary><c>AgentRemovedByOperator</c> as <c>AGENT_REMOVED_BY_OPERATOR</c>.</summary>
    internal static string Upper(string name)
    {
        StringBuilder word = new();
        foreach (char letter in name)
        {
            bool begins = char.IsAsciiLetterUpper(letter) && word.Length > 0;
            word.Append(begins ? "_" : "");
            word.Append(char.IsAsciiLetterLower(letter) ? (char)(letter - 'a' + 'A') : letter);
        }

        return word.ToString();
    }
}
