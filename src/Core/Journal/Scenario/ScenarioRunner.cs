using System;
using System.Collections.Generic;

namespace Offers;

/// <summary>
/// Runs scenarios: lines of text in, lines of text out. Time is virtual, from zero on; the host
/// does the reading and writing.
/// </summary>
/// <remarks>
/// <para>Commands are queued. <c>settle</c>, <c>advance</c>, <c>dump</c>, <c>explain</c>,
/// <c>invariants</c>, <c>digest</c> and the end let them take effect in order, and then at most one
/// run over the agents that they touched takes place. Errors and results are printed in the order
/// of the lines they belong to; then come the effects of the run, sorted.</para>
/// <para><c>advance</c> stops at every multiple of the interval for a batch, and at every moment at
/// which something comes due; what has come due is carried out before the batch.</para>
/// </remarks>
public sealed partial class ScenarioRunner
{
    /// <summary>One <c>advance</c> may pass so many batches: three years of seconds.</summary>
    private const long MostBatches = 100_000_000;

    private readonly IScenarioTarget _target;
    private readonly ScenarioSettings _settings;
    private readonly Action<string> _output;
    private readonly ScenarioLineReader _reader;
    private readonly JournalWriter _journal;
    private readonly List<(int Number, ScenarioLine.ForCell? Line, string? Error)> _queue = [];
    private readonly List<ScenarioEffect> _effects = [];
    private InitOptions _init;
    private Timestamp _now;
    private int _line;
    private bool _hasBegun;
    private bool _isSetUp;

    /// <summary>A scenario on an allocator of its own.</summary>
    /// <param name="settings">How to run it.</param>
    /// <param name="output">Takes each line of output.</param>
    public ScenarioRunner(ScenarioSettings settings, Action<string> output)
        : this(new AllocatorTarget(ResourceSchema.CreateStandard()), settings, output)
    {
    }

    internal ScenarioRunner(
        IScenarioTarget target, ScenarioSettings settings, Action<string> output)
    {
        _target = target;
        _settings = settings;
        _output = output;
        _reader = new ScenarioLineReader(target.Schema, settings.Mode);
        _journal = new JournalWriter(target.Schema);
        _init = new InitOptions { Mode = settings.Mode };
    }

    /// <summary>
    /// Whether a line was an error, a command was refused or an invariant is broken.
    /// </summary>
    public bool HasFailed { get; private set; }

    /// <summary>Takes the next line.</summary>
    /// <remarks>Whatever the text, nothing is thrown: what is wrong is printed.</remarks>
    public void Feed(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        _line++;
        if (ScenarioLineReader.IsBlank(line))
        {
            return;
        }

        try
        {
            Take(_reader.Read(line));
        }
        catch (FormatException bad)
        {
            _queue.Add((_line, null, bad.Message));
        }

        _hasBegun = true;
        if (_settings.SettleEach)
        {
            Settle();
        }
    }

    /// <summary>Takes the end: what is queued takes effect.</summary>
    public void End() => Settle();

    private void Take(ScenarioLine line)
    {
        switch (line)
        {
            case ScenarioLine.ForCell command:
                _queue.Add((_line, command, null));
                break;
            case ScenarioLine.Init init:
                SetUp(init.Options);
                break;
            case ScenarioLine.Advance advance:
                Settle();
                Advance(advance.Length ?? _init.Interval);
                break;
            default:
                Settle();
                View(line);
                break;
        }
    }

    private void SetUp(InitOptions init)
    {
        if (_hasBegun)
        {
            _queue.Add((_line, null, "op: found 'init', expected it as the first command only"));
            return;
        }

        string? reason = _target.Init(init);
        if (reason is not null)
        {
            _queue.Add((_line, null, $"init: {reason}"));
            return;
        }

        _init = init;
        _isSetUp = true;
        _settings.Journal?.Invoke(_journal.Header(init));
    }

    private void View(ScenarioLine line)
    {
        switch (line)
        {
            case ScenarioLine.Dump:
                _output(ScenarioOutput.Dump(_target.Dump(_now), _now));
                break;
            case ScenarioLine.Explain explain:
                Explain(explain);
                break;
            case ScenarioLine.Invariants:
                IReadOnlyList<string> violations = _target.CheckInvariants();
                HasFailed |= violations.Count > 0;
                _output(ScenarioOutput.Invariants(violations, _now));
                break;
            case ScenarioLine.Digest:
                _output(ScenarioOutput.Digest(
                    _target.DecisionDigest, _target.StateDigest, _now));
                break;
            default:
                break;
        }
    }

    private void Explain(ScenarioLine.Explain line)
    {
        List<ScenarioReason> reasons = [];
        CommandOutcome outcome = _target.Explain(line.Framework, line.Agent, _now, reasons);
        if (outcome.IsRefused)
        {
            Fail(_line, outcome.Reason);
        }

        foreach (ScenarioReason reason in reasons)
        {
            _output(ScenarioOutput.Reason(line.Framework, reason, _now));
        }
    }

    private void Fail(int line, string message)
    {
        HasFailed = true;
        _output(ScenarioOutput.Error(line, message));
    }
}
