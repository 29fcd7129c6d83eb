using Offers.Core.Tests.Twin;

namespace Offers.Core.Tests.Preemption;

/// <summary>
/// Random events against a ledger and a book of what must be true of its steps; a second ledger is
/// now and then made of the first one's state and must do the same.
/// </summary>
public sealed class LedgerModelTests
{
    [Fact]
    public void Random_events_keep_every_promise()
    {
        for (int i = 0; i < 60 * PropertyRunner.Factor; i++)
        {
            int seed = (int)PropertyRunner.Seed + i;
            try
            {
                new Script(seed).Run();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}", e);
            }
        }
    }

    /// <summary>What is known of one preemption from its steps and events alone.</summary>
    private sealed class Known
    {
        internal int KillAt { get; init; }

        internal long Most { get; set; }

        internal long Kept { get; set; }

        internal long Used { get; set; }

        internal Timestamp Until { get; set; }
    }

    private sealed class Script(int seed)
    {
        private const int Grace = 20;

        private static readonly PreemptionOptions Options = new()
        {
            Grace = TimeSpan.FromSeconds(Grace),
            KeepFor = TimeSpan.FromSeconds(30),
            Burst = 6,
            VictimsPerInterval = 30,
            Cooldown = TimeSpan.FromSeconds(7),
            HistoryLength = 10_000,
        };

        private readonly Random _random = new(seed);
        private readonly List<PreemptionStep> _steps = [];
        private readonly List<PreemptionStep> _twinSteps = [];
        private readonly Dictionary<long, Known> _known = [];
        private readonly Dictionary<string, string> _agentOf = [];
        private readonly HashSet<string> _killed = [];
        private PreemptionLedger _ledger = new(Options);
        private PreemptionLedger _twin = new(Options);
        private int _second;
        private int _tasks;

        internal void Run()
        {
            for (int i = 0; i < 120; i++)
            {
                _second += _random.Next(8);
                Step();
                Check();
                if (_random.Next(10) == 0)
                {
                    _twin = new PreemptionLedger(Options, _ledger.Snapshot());
                }
            }

            _second += 1_000;
            Do(ledger => ledger.Advance(LedgerCell.At(_second), Steps(ledger)));
            Check();
            Assert.Empty(_ledger.Running);
            Assert.Equal(Timestamp.Never, _ledger.NextDeadline);
            AssertOneOutcomeEach();
        }

        private List<PreemptionStep> Steps(PreemptionLedger ledger) =>
            ledger == _ledger ? _steps : _twinSteps;

        private void Step()
        {
            Timestamp now = LedgerCell.At(_second);
            string agent = $"s{_random.Next(3)}";
            Do(ledger => ledger.Advance(now, Steps(ledger)));
            switch (_random.Next(10))
            {
                case < 4:
                    StartOne(agent);
                    break;
                case < 7 when _agentOf.Count > 0:
                    string task = _agentOf.Keys.ElementAt(_random.Next(_agentOf.Count));
                    CountFreed(task);
                    Do(ledger => ledger.TaskEnded("f", task, now, Steps(ledger)));
                    break;
                case < 9:
                    ResourceVector used = PreemptionCell.Of($"cpus:{_random.Next(1, 4)}");
                    CountUsed(agent, used[default]);
                    Do(ledger => ledger.PiecesUsed("me", "b", agent, used, now, Steps(ledger)));
                    break;
                default:
                    if (_random.Next(2) == 0)
                    {
                        Do(ledger => ledger.Withdraw("me", "b", now, Steps(ledger)));
                    }
                    else
                    {
                        Do(ledger => ledger.AgentLost(agent, now, Steps(ledger)));
                    }

                    break;
            }
        }

        private void StartOne(string agent)
        {
            string[] victims =
                [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => $"t{_tasks++}")];
            string aside = victims.Length == 1 ? "cpus:1" : "";
            PreemptionPlan plan = LedgerCell.Plan(agent, aside, victims);
            PreemptionClaim claim = _ledger.Complete(LedgerCell.Claim());
            int allowed = _ledger.AllowanceAt(LedgerCell.At(_second));
            PreemptionStatus status = default;
            Do(ledger => status =
                ledger.Start(claim, plan, LedgerCell.At(_second), Steps(ledger)));
            Assert.Equal(victims.Length <= allowed, status == PreemptionStatus.Planned);
            if (status == PreemptionStatus.Planned)
            {
                // What is free at the start may be kept from then on, before any victim ends.
                _known[_ledger.Running[^1].Id] = new Known
                {
                    KillAt = _second + Grace,
                    Most = aside.Length > 0 ? 1_000 : 0,
                };
                foreach (string victim in victims)
                {
                    _agentOf[victim] = agent;
                }
            }
        }

        private void CountFreed(string task)
        {
            foreach (RunningPreemption running in _ledger.Running)
            {
                bool isVictim = running.Victims.Any(v => v.Victim.Task.Name == task);
                _known[running.Id].Most += isVictim ? 1_000 : 0;
            }
        }

        private void CountUsed(string agent, long amount)
        {
            foreach (RunningPreemption running in _ledger.Running)
            {
                Known known = _known[running.Id];
                long part = running.Agent == agent ? Math.Min(amount, known.Kept) : 0;
                amount -= part;
                known.Kept -= part;
                known.Used += part;
            }
        }

        private void Do(Action<PreemptionLedger> action)
        {
            action(_ledger);
            action(_twin);
            Assert.Equal(_steps, _twinSteps);
        }

        private void Check()
        {
            Assert.Null(_ledger.FindViolation());
            Assert.Equal(_ledger.ComputeDigest(), _twin.ComputeDigest());
            Assert.Equal(_ledger.Snapshot(), _twin.Snapshot());
            Assert.True(_ledger.NextDeadline > LedgerCell.At(_second));
            foreach (PreemptionStep step in _steps)
            {
                Follow(step);
            }

            _steps.Clear();
            _twinSteps.Clear();
            foreach ((long id, Known known) in _known)
            {
                Assert.True(known.Kept + known.Used <= known.Most, $"{id} keeps what is not freed");
                Assert.True(known.Kept == 0 || known.Until > LedgerCell.At(_second));
                Assert.Equal(known.Kept, _ledger.Running.Where(r => r.Id == id).Sum(
                    running => running.Kept[default]));
            }

            foreach (string task in _agentOf.Keys.Where(t => !_ledger.IsLeaving("f", t)).ToArray())
            {
                _agentOf.Remove(task);
            }
        }

        private void Follow(PreemptionStep step)
        {
            switch (step)
            {
                case KeepPieces keep:
                    Assert.True(keep.Until > LedgerCell.At(_second));
                    Assert.True(keep.Resources[default] > _known[keep.Preemption].Kept);
                    _known[keep.Preemption].Kept = keep.Resources[default];
                    _known[keep.Preemption].Until = keep.Until;
                    break;
                case ReleasePieces release:
                    Assert.Equal(_known[release.Preemption].Kept, release.Resources[default]);
                    _known[release.Preemption].Kept = 0;
                    break;
                case KillVictim kill:
                    Assert.True(_known[kill.Preemption].KillAt <= _second);
                    Assert.True(_killed.Add(kill.Task));
                    break;
                case AnnounceVictim announce:
                    Assert.Equal(LedgerCell.At(_known[announce.Preemption].KillAt), announce.When);
                    break;
                case WithdrawVictim spared:
                    Assert.DoesNotContain(spared.Task, _killed);
                    break;
            }
        }

        private void AssertOneOutcomeEach()
        {
            PreemptionRecord[] records = [.. _ledger.Records];
            string[] names = [.. records.Select(record => record.Victim.Task.Name)];
            Assert.Equal(names.Length, names.Distinct().Count());
            Assert.Equal(_known.Count, _ledger.Endings.Count);
            Assert.Equal(
                _known.Keys.Order(), _ledger.Endings.Select(ending => ending.Preemption).Order());
            foreach (PreemptionRecord record in records)
            {
                bool wasKilled = _killed.Contains(record.Victim.Task.Name);
                Assert.True(record.Outcome switch
                {
                    VictimOutcome.Left or VictimOutcome.Spared => !wasKilled,
                    VictimOutcome.Killed or VictimOutcome.Overdue => wasKilled,
                    _ => true,
                });
            }

            Assert.All(_known, pair => Assert.Contains(
                records, record => record.Preemption == pair.Key));
        }
    }
}
