using System.Globalization;
using System.Text;
using Offers.Core.Tests.Journal;

namespace Offers.Wire.Tests.Messages;

/// <summary>What <c>docs/wire-format.md</c> says of messages is what the codec does.</summary>
public sealed class DocumentTests
{
    private const string Begin = "<!-- fields: written by a test -->\n";
    private const string End = "<!-- end of fields -->\n";

    private static readonly string Path = System.IO.Path.Combine("docs", "wire-format.md");

    private static readonly ResourceSchema Schema = ResourceSchema.CreateStandard();

    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    [Fact]
    public void The_tables_of_the_document_are_those_of_the_codec()
    {
        string file = System.IO.Path.Combine(Repository.Root, Path);
        string text = File.ReadAllText(file);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= Begin.Length && end >= begin, $"{Path}: no place for the tables");
        Recorded.Check(Path, text[..begin] + Tables() + text[end..]);
    }

    [Fact]
    public void Every_word_that_messages_use_has_its_number_in_the_document()
    {
        // The tables are the codec's; this holds that no enum of a message is missing in them.
        string tables = Tables();
        Assert.All(
            [
                typeof(TaskState), typeof(TaskReason), typeof(UpdateSource),
                typeof(OperationState), typeof(ClusterStatus), typeof(CheckKind),
                typeof(ExecutorKind), typeof(AgentCapabilities), typeof(FrameworkCapabilities),
                typeof(CloseReason), typeof(WireRole),
            ],
            type => Assert.Contains($"| `{type.Name}` |", tables, StringComparison.Ordinal));
    }

    private string Tables()
    {
        StringBuilder text = new();
        Family(text, "Control", Goodbye.Family);
        Family(text, "Reports: agent to master", ReportShapes.Family);
        Family(text, "Instructions: master to agent", InstructionShapes.Family);
        Family(text, "Reports of executors: executor to agent", ExecutorReportShapes.Family);
        Family(text, "Instructions to executors: agent to executor",
            ExecutorInstructionShapes.Family);
        Family(text, "Operations", OperationShapes.Family);
        text.Append("\n### Values with fields\n");
        Value(TaskShapes.Task);
        Value(TaskShapes.Executor);
        Value(TaskShapes.Command);
        Value(TaskShapes.Check);
        Value(ProfileShapes.Framework);
        Value(ProfileShapes.Agent);
        Value(ProfileShapes.Minimum);
        Value(ProfileShapes.Place);
        Value(BookShapes.Task);
        Value(BookShapes.Executor);
        Value(BookShapes.Operation);
        text.AppendJoin("", _values.Values);
        Words(text);
        return text.ToString();
    }

    private static void Family<T>(StringBuilder text, string title, MessageFamily<T> family)
        where T : class
    {
        text.Append($"\n### {title}\n");
        foreach (MessageFamily<T>.Kind kind in family.Kinds)
        {
            string number = kind.Number.ToString(CultureInfo.InvariantCulture);
            text.Append($"\n**{number} `{kind.Name}`**");
            T value = (T)Any(kind.Type);
            Fields(text, kind.Names, kind.Describe(value, Context));
        }
    }

    private void Value<T>(Shape<T> shape)
        where T : class
    {
        StringBuilder text = new($"\n**`{shape.Name}`**");
        Fields(text, shape.Names, shape.Describe((T)Any(typeof(T)), Context));
        _values.Add(shape.Name, text.ToString());
    }

    private static void Fields(
        StringBuilder text, IReadOnlyList<string> names, List<FieldDescription> fields)
    {
        Assert.Equal(Enumerable.Range(1, names.Count), fields.Select(field => field.Number));
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.True(names.Count < FieldMap.Limit);
        if (fields.Count == 0)
        {
            text.Append(": no fields.\n");
            return;
        }

        text.Append("\n\n| number | field | type | left out when |\n| --- | --- | --- | --- |\n");
        foreach (FieldDescription field in fields)
        {
            string number = field.Number.ToString(CultureInfo.InvariantCulture);
            string otherwise = field.Otherwise is null ? "never" : field.Otherwise;
            text.Append($"| {number} | `{names[field.Number - 1]}` | {field.Type} | {otherwise} |\n");
        }
    }

    private static void Words(StringBuilder text)
    {
        text.Append("\n### Numbers of words\n\n| type | numbers |\n| --- | --- |\n");
        foreach (Type type in new[]
        {
            typeof(TaskState), typeof(TaskReason), typeof(UpdateSource), typeof(OperationState),
            typeof(ClusterStatus), typeof(CheckKind), typeof(ExecutorKind),
            typeof(AgentCapabilities), typeof(FrameworkCapabilities), typeof(CloseReason),
            typeof(WireRole),
        })
        {
            IEnumerable<string> words = Enum.GetValues(type).Cast<object>()
                .Select(value => string.Create(
                    CultureInfo.InvariantCulture, $"{(int)value} {value}"));
            text.Append($"| `{type.Name}` | {string.Join(", ", words)} |\n");
        }
    }

    private static WireContext Context => new(Schema, WireOptions.Default);

    private static object Any(Type type) => type == typeof(Goodbye)
        ? new Goodbye(CloseReason.Refused, "")
        : new AnyValue(new Random(1), Schema).Of(type);
}
