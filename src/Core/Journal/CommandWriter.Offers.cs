using System.Text.Json;

namespace Offers;

public sealed partial class CommandWriter
{
    private static void WriteOffers(Utf8JsonWriter writer, Command command)
    {
        switch (command)
        {
            case Recover recover:
                WriteRecovered(writer, recover);
                break;
            case Accept accept:
                writer.WriteString("framework", accept.Framework);
                writer.WriteString("agent", accept.Agent);
                WriteOptional(writer, "role", accept.Role);
                WriteResources(writer, accept.Resources);
                WriteDuration(writer, "refuse_seconds", accept.Refusal);
                break;
            case ConvertHeld convert:
                writer.WriteString("framework", convert.Framework);
                writer.WriteString("agent", convert.Agent);
                writer.WriteString("role", convert.Role);
                WriteConversions(writer, convert.Conversions);
                WriteFlag(writer, "allocated", convert.IsAllocated, false);
                break;
            case ConvertFree convert:
                writer.WriteString("agent", convert.Agent);
                WriteConversions(writer, convert.Conversions);
                break;
            case AnswerInverseOffer answer:
                WriteAnswer(writer, answer);
                break;
            case RecoverCluster(int expectedAgents):
                writer.WriteNumber("expected_agents", expectedAgents);
                break;
            default:
                break;
        }
    }

    private static void WriteRecovered(Utf8JsonWriter writer, Recover recover)
    {
        writer.WriteString("framework", recover.Framework);
        writer.WriteString("agent", recover.Agent);
        WriteOptional(writer, "role", recover.Role);
        if (recover.Resources is not null)
        {
            WriteResources(writer, recover.Resources);
        }

        WriteDuration(writer, "refuse_seconds", recover.Refusal);
        WriteFlag(writer, "allocated", recover.IsAllocated, false);
    }

    private static void WriteAnswer(Utf8JsonWriter writer, AnswerInverseOffer answer)
    {
        writer.WriteString("framework", answer.Framework);
        writer.WriteString("agent", answer.Agent);
        if (answer.Answer is InverseOfferAnswer status)
        {
            writer.WriteString(
                "status", status == InverseOfferAnswer.Accept ? "ACCEPT" : "DECLINE");
        }

        WriteDuration(writer, "refuse_seconds", answer.Refusal);
    }
}
