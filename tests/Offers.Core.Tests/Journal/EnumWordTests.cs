using System.Reflection;

namespace Offers.Core.Tests.Journal;

/// <summary>Values of enums are words in capitals.</summary>
public sealed class EnumWordTests
{
    [Theory]
    [InlineData(TaskState.GoneByOperator, "GONE_BY_OPERATOR")]
    [InlineData(TaskState.Running, "RUNNING")]
    public void States_have_the_words_of_Mesos(TaskState state, string word) =>
        Assert.Equal(word, EnumWords<TaskState>.Of(state));

    [Theory]
    [InlineData(TaskReason.AgentRemovedByOperator, "AGENT_REMOVED_BY_OPERATOR")]
    [InlineData(TaskReason.IoSwitchboardExited, "IO_SWITCHBOARD_EXITED")]
    [InlineData(TaskReason.GcError, "GC_ERROR")]
    [InlineData(TaskReason.InvalidFrameworkId, "INVALID_FRAMEWORK_ID")]
    public void Reasons_have_the_words_of_Mesos_with_agents(TaskReason reason, string word) =>
        Assert.Equal(word, EnumWords<TaskReason>.Of(reason));

    [Theory]
    [InlineData(typeof(TaskState))]
    [InlineData(typeof(TaskReason))]
    [InlineData(typeof(TaskViolation))]
    [InlineData(typeof(UpdateSource))]
    [InlineData(typeof(CheckKind))]
    [InlineData(typeof(ExecutorKind))]
    [InlineData(typeof(OperationState))]
    [InlineData(typeof(OperationViolation))]
    [InlineData(typeof(RescindReason))]
    [InlineData(typeof(ClusterStatus))]
    [InlineData(typeof(InverseOfferAnswer))]
    [InlineData(typeof(MessageKind))]
    public void Every_value_has_a_word_of_its_own(Type type) =>
        typeof(EnumWordTests).GetMethod(
            nameof(CheckWords), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(type).Invoke(null, null);

    private static void CheckWords<T>()
        where T : struct, Enum
    {
        HashSet<string> words = [];
        foreach (T value in Enum.GetValues<T>())
        {
            string word = EnumWords<T>.Of(value);
            Assert.Matches("^[A-Z]+(_[A-Z]+)*$", word);
            Assert.True(words.Add(word), word);
            Assert.Equal(
                value, EnumWords<T>.Table.ToArray().Single(entry => entry.Word == word).Value);
        }
    }
}
