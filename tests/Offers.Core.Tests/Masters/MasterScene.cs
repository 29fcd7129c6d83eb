using System.Globalization;
using Xunit.Sdk;

namespace Offers.Core.Tests.Masters;

/// <summary>
/// A cluster told in short words, so that a test reads as given, when, then. Every invariant holds
/// after every command; what came of each is kept as messages and as text.
/// </summary>
internal sealed class MasterScene
{
    private readonly List<ClusterMessage> _messages = [];
    private readonly List<OfferReceived> _heard = [];
    private ulong _update;
    private long _connection;

    internal MasterScene(ClusterOptions? options = null)
    {
        Schema = ResourceSchema.CreateStandard();
        Cluster = new Cluster(Schema, options ?? new ClusterOptions());
    }

    internal ResourceSchema Schema { get; }

    internal Cluster Cluster { get; }

    internal Timestamp Now { get; private set; }

    internal Durability Durability { get; private set; }

    /// <summary>Messages of the commands since the last <see cref="Forget"/>.</summary>
    internal IReadOnlyList<ClusterMessage> Messages => _messages;

    internal ResourceSet Set(string text) => ResourceSet.Parse(Schema, text);

    internal MasterScene Forget()
    {
        _messages.Clear();
        _heard.Clear();
        return this;
    }

    internal ClusterStatus Try(ClusterCommand command)
    {
        ulong before = Cluster.ComputeDigest();
        ClusterEffects effects = Cluster.Apply(command, Now);
        (ClusterStatus status, Durability) = (effects.Status, effects.Durability);
        foreach (ref readonly ClusterMessage message in effects.Messages)
        {
            _messages.Add(message);
            Hear(in message);
        }

        Assert.Empty(ClusterInvariants.Check(Cluster));
        if (Durability == Durability.None)
        {
            Assert.Equal(before, Cluster.ComputeDigest());
        }

        return status;
    }

    private void Hear(in ClusterMessage message)
    {
        if (message.Kind == MessageKind.Offered)
        {
            OfferReceived offer = (OfferReceived)Cluster.EventOf(in message);
            _heard.Add(offer);
        }
    }

    internal MasterScene Do(ClusterCommand command)
    {
        ClusterStatus status = Try(command);
        Assert.True(status == ClusterStatus.Ok, $"{command} was refused: {status}");
        return this;
    }

    internal long NewConnection() => ++_connection;

    internal MasterScene Agent(string name, string resources) =>
        Do(new RegisterAgent(new AgentProfile(name, Set(resources)), NewConnection()));

    internal MasterScene Agent(AgentProfile profile) =>
        Do(new RegisterAgent(profile, NewConnection()));

    internal static FrameworkProfile Profile(
        string name, string roles = "*", FrameworkCapabilities more = FrameworkCapabilities.None) =>
        new(name, new FrameworkDescription
        {
            Roles = [.. roles.Split(',')],
            Capabilities = FrameworkCapabilities.MultiRole | more,
        });

    internal MasterScene Framework(
        string name, string roles = "*", FrameworkCapabilities more = FrameworkCapabilities.None) =>
        Do(new Subscribe(Profile(name, roles, more), NewConnection()));

    internal MasterScene Framework(FrameworkProfile profile) =>
        Do(new Subscribe(profile, NewConnection()));

    /// <summary>What is due now and what commands asked for.</summary>
    internal MasterScene Settle()
    {
        while (Cluster.NextDeadline <= Now)
        {
            Do(new AdvanceTime());
        }

        return this;
    }

    /// <summary>Time passes and nobody notices yet.</summary>
    internal MasterScene Wait(double seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        return this;
    }

    /// <summary>Lets time pass, deadline by deadline.</summary>
    internal MasterScene Advance(double seconds)
    {
        Timestamp end = Now + TimeSpan.FromSeconds(seconds);
        while (Cluster.NextDeadline <= end)
        {
            Now = Cluster.NextDeadline > Now ? Cluster.NextDeadline : Now;
            Do(new AdvanceTime());
            AnswerPings();
        }

        Now = end;
        return this;
    }

    /// <summary>Whether agents answer.</summary>
    internal bool AnswersPings { get; set; } = true;

    private void AnswerPings()
    {
        for (int i = _messages.Count - 1; i >= 0 && AnswersPings; i--)
        {
            if (_messages[i].Kind == MessageKind.Ping)
            {
                string agent = _messages[i].Agent!;
                _messages.RemoveAt(i);
                Do(new AnswerPing(agent));
            }
        }
    }

    /// <summary>Offers that a framework has heard of and not lost since.</summary>
    internal IReadOnlyList<OfferReceived> OffersOf(string framework) =>
        [.. _heard.Where(offer => _messages.Any(message => message.Offer == offer.Offer
            && message.Kind == MessageKind.Offered && message.Framework == framework)
            && !_messages.Any(message => message.Offer == offer.Offer
                && message.Kind == MessageKind.Rescinded))];

    internal OfferReceived OfferTo(string framework) =>
        OffersOf(framework) is [.., OfferReceived last]
            ? last
            : throw new XunitException($"no offer to {framework}");

    /// <summary>All that is offered to a framework, as one text.</summary>
    internal string OfferedTo(string framework)
    {
        ResourceSet sum = ResourceSet.Empty;
        foreach (OfferReceived offer in OffersOf(framework))
        {
            sum += offer.Resources;
        }

        return sum.ToString();
    }

    internal MasterScene Accept(
        string framework, OfferReceived offer, params OfferOperation[] operations) =>
        Do(new AcceptOffers(framework, [offer.Offer], [.. operations]) { Refusal = default });

    internal TaskDescription Task(string name, string agent, string resources) =>
        new(name, agent, Set(resources)) { Command = new CommandLine("true") };

    /// <summary>Launches a task on the newest offer to a framework.</summary>
    internal MasterScene Launch(string framework, string task, string resources)
    {
        OfferReceived offer = OfferTo(framework);
        Accept(framework, offer, new LaunchTasks([Task(task, offer.Agent, resources)]));
        return Update(framework, offer.Agent, task, TaskState.Running);
    }

    /// <summary>An update from an agent, acknowledged at once.</summary>
    internal MasterScene Update(string framework, string agent, string task, TaskState state)
    {
        UpdateId id = NewUpdate();
        Do(new ReportUpdate(agent, framework, task, state, id));
        return Do(new AcknowledgeUpdate(framework, agent, task, id));
    }

    internal UpdateId NewUpdate() => new(1, ++_update);

    internal MasterScene Decline(string framework, double refuse = 0)
    {
        OfferKey[] keys = [.. OffersOf(framework).Select(offer => offer.Offer)];
        return Do(new DeclineOffers(framework, [.. keys])
        {
            Refusal = TimeSpan.FromSeconds(refuse),
        });
    }

    internal MasterScene Disconnect(string framework)
    {
        long connection = _messages.Last(m => m.Framework == framework
            && m.Kind == MessageKind.Subscribed).Connection;
        return Do(new DisconnectFramework(framework, connection));
    }

    internal long ConnectionOf(string agent) => _messages.Last(
        m => m.Agent == agent && m.Kind == MessageKind.AgentAdmitted).Connection;

    /// <summary>Messages as short texts: kind, names, state and why.</summary>
    internal IReadOnlyList<string> Told => [.. _messages.Select(TextOf)];

    internal IReadOnlyList<string> ToldOf(MessageKind kind) =>
        [.. _messages.Where(message => message.Kind == kind).Select(TextOf)];

    internal static string TextOf(ClusterMessage message)
    {
        List<string> words = [message.Kind.ToString()];
        Add(words, message.Framework);
        Add(words, message.Agent);
        Add(words, message.Name);
        Add(words, message.Offer.Number > 0 ? message.Offer.ToString() : null);
        Add(words, message.Kind == MessageKind.TaskUpdated ? message.State.ToString() : null);
        Add(words, message.Reason == TaskReason.None ? null : message.Reason.ToString());
        Add(words, message.Violation == TaskViolation.None ? null : message.Violation.ToString());
        Add(words, message.Kind == MessageKind.OperationUpdated
            ? message.OperationState.ToString()
            : null);
        Add(words, message.OperationViolation == OperationViolation.None
            ? null
            : message.OperationViolation.ToString());
        Add(words, message.Cause == RescindReason.None ? null : message.Cause.ToString());
        Add(words, message.Status == ClusterStatus.Ok ? null : message.Status.ToString());
        Add(words, message.Grace is { } grace
            ? grace.TotalSeconds.ToString(CultureInfo.InvariantCulture)
            : null);
        return string.Join(' ', words);
    }

    private static void Add(List<string> words, string? word)
    {
        if (word is not null)
        {
            words.Add(word);
        }
    }
}
