using System.Collections;
using System.Reflection;
using System.Text;

namespace Offers.Chaos;

/// <summary>A command in one line: what differs from nothing, lists opened.</summary>
internal static class CommandText
{
    public static string Of(object value)
    {
        StringBuilder text = new();
        Write(value, text, 0);
        return text.ToString();
    }

    private static void Write(object? value, StringBuilder text, int depth)
    {
        if (value is null or string or ResourceSet or OfferKey or TimeSpan or Enum || depth > 6
            || value.GetType().IsPrimitive)
        {
            text.Append(value ?? "null");
        }
        else if (value is UpdateId id)
        {
            text.Append(id.High.ToString("x")[..4]).Append(':').Append(id.Low);
        }
        else if (value is Timestamp time)
        {
            text.Append(time.Seconds);
        }
        else if (value is IEnumerable list)
        {
            text.Append('[');
            foreach (object? item in list)
            {
                Write(item, text, depth + 1);
                text.Append(' ');
            }
            text.Append(']');
        }
        else
        {
            WriteMembers(value, text, depth);
        }
    }

    private static void WriteMembers(object value, StringBuilder text, int depth)
    {
        text.Append(value.GetType().Name).Append('(');
        foreach (PropertyInfo property in value.GetType().GetProperties())
        {
            object? member = property.CanWrite && property.GetIndexParameters().Length == 0
                ? property.GetValue(value)
                : null;
            bool isPlain = member is null or false or "" || member is 0 or 0L
                || (member is ICollection { Count: 0 }) || Equals(member, default(UpdateId))
                || property.Name is "EqualityContract" or "Refusal" or "IsAuthorized"
                    or "SharesGroup" or "ShutdownGrace";
            if (!isPlain)
            {
                text.Append(property.Name).Append('=');
                Write(member, text, depth + 1);
                text.Append(' ');
            }
        }
        text.Append(')');
    }
}
