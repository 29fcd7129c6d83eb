using System.Text.Json.Nodes;

namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>Answers to what is offered, and operations on what is held or free.</summary>
internal sealed partial class ScenarioRenderer
{
    private const int KindsOfConversion = 8;

    private void RenderOffers(StepKind kind, Choices choices)
    {
        bool isAboutHoldings = kind is StepKind.Decline or StepKind.Finish or StepKind.Accept
            or StepKind.Convert;
        if (isAboutHoldings && !IsWorthwhile(kind) && !choices.OneIn(16))
        {
            return;
        }

        switch (kind)
        {
            case StepKind.Decline:
            case StepKind.Finish:
                bool allocated = kind == StepKind.Finish;
                (JsonObject returned, SlowResources held) = Held(allocated, choices);
                SlowResources part = PartOf(held, choices);
                Put(returned, "resources", part != held, ResourceWriter.Write(part));
                Put(returned, "allocated", allocated, true);
                PutRefusal(returned, choices);
                Say(choices.Of("recover", "decline"), returned);
                break;
            case StepKind.Accept:
                (JsonObject taken, SlowResources offered) = Held(allocated: false, choices);
                taken["resources"] = ResourceWriter.Write(PartOf(offered, choices));
                PutRefusal(taken, choices);
                Say("accept", taken);
                break;
            case StepKind.Convert:
                bool ofAllocated = choices.OneIn(2);
                (JsonObject converted, SlowResources there) = Held(ofAllocated, choices);
                string role = (string)converted["role"]!;
                converted["conversions"] =
                    Conversions(there, role == "*" ? "a" : role, choices);
                Put(converted, "allocated", ofAllocated, true);
                Say("convert", converted);
                break;
            case StepKind.ConvertFree:
                string agent = AgentId(choices);
                Say("convert_free", new()
                {
                    ["agent"] = agent,
                    ["conversions"] =
                        Conversions(FreeOf(agent), choices.Of(Roles[..^1]), choices),
                });
                break;
            case StepKind.AddReservation:
                AddReservation(choices);
                break;
            case StepKind.RemoveReservation:
                RemoveReservation(choices);
                break;
            default:
                AnswerInverseOffer(choices);
                break;
        }
    }

    /// <summary>Whether anybody holds anything of the sort that a step is about.</summary>
    private bool IsWorthwhile(StepKind kind) => Cell.Agents.Any(a => a.Holdings.Values.Any(h =>
        !(kind == StepKind.Finish ? h.Allocated : kind == StepKind.Convert ? h.All : h.Offered)
            .IsEmpty));

    /// <summary>Mostly of one who was asked.</summary>
    private void AnswerInverseOffer(Choices choices)
    {
        List<(string Framework, string Agent)> open =
        [
            .. from agent in Cell.Agents
               where agent.Maintenance is not null
               from asked in agent.Maintenance!.Asked.Order(StringComparer.Ordinal)
               select (asked, agent.Id),
        ];
        if (open.Count == 0 && !choices.OneIn(8))
        {
            return;
        }

        (string framework, string id) = open.Count > 0
            ? open[choices.Below(open.Count)]
            : (FrameworkOf(choices), AgentId(choices));
        JsonObject answer = new()
        {
            ["framework"] = framework,
            ["agent"] = id,
            ["status"] = choices.Of("ACCEPT", "DECLINE"),
        };
        PutRefusal(answer, choices);
        Say("update_inverse_offer", answer);
    }

    /// <summary>
    /// A place where something is held, if there is one, and what is held there.
    /// </summary>
    private (JsonObject Place, SlowResources Held) Held(bool allocated, Choices choices)
    {
        List<(string Framework, string Role, string Agent, SlowResources Held)> places =
        [
            .. from agent in Cell.Agents
               from holding in agent.Holdings
               let part = holding.Value.Part(allocated)
               where !part.IsEmpty && !_coming.Contains($"{agent.Id} {holding.Key} {allocated}")
               select (holding.Key.Framework, holding.Key.Role, agent.Id, part),
        ];
        (string framework, string role, string id, SlowResources held) = places.Count > 0
            ? places[choices.Below(places.Count)]
            : (FrameworkOf(choices), choices.Of(Roles), AgentId(choices), SlowResources.None);
        _coming.Add($"{id} {(framework, role)} {allocated}");
        JsonObject place = new() { ["framework"] = framework, ["agent"] = id, ["role"] = role };
        return (place, held);
    }

    private SlowResources FreeOf(string id) =>
        Cell.Agents.FirstOrDefault(a => a.Id == id)?.Free ?? SlowResources.None;

    /// <summary>All, half of everything, or some items whole.</summary>
    private static SlowResources PartOf(SlowResources resources, Choices choices) =>
        choices.Below(4) switch
        {
            1 => Half(resources),
            2 => SlowResources.Of(choices.Some([.. resources.Items])),
            _ => resources,
        };

    /// <summary>What cannot be split stays whole.</summary>
    private static SlowResources Half(SlowResources resources) =>
        SlowResources.Of(resources.Items.Select(i => i.Identity.IsCounted
            ? i with { Copies = (i.Copies + 1) / 2 }
            : i with
            {
                Amount = i.Amount / 2,
                Ranges = [.. i.Ranges.Select(r => (r.First, (r.First + r.Last) / 2))],
                Members = [.. i.Members.Take((i.Members.Count + 1) / 2)],
            }));

    private static JsonArray Conversions(SlowResources from, string role, Choices choices)
    {
        int first = choices.Below(KindsOfConversion);
        SlowConversion conversion = Enumerable.Range(first, KindsOfConversion)
            .Select(kind => Conversion(kind % KindsOfConversion, from, role, choices))
            .FirstOrDefault(c => !c.Consumed.IsEmpty || !c.Converted.IsEmpty)
            ?? new(
                SlowResources.Of([Scalar("cpus", 1000)]), SlowResources.Of([Scalar("mem", 1000)]));

        return
        [
            new JsonObject
            {
                ["consumed"] = ResourceWriter.Write(conversion.Consumed),
                ["converted"] = ResourceWriter.Write(conversion.Converted),
            },
        ];
    }

    private static SlowConversion Conversion(
        int kind, SlowResources from, string role, Choices choices)
    {
        SlowResources plain = Half(from.Where(i => i.IsPlain));
        SlowResources reserved = from.Where(i => i.IsReserved && i.Stack[^1].IsDynamic
            && !i.IsPersistent && i.Provider is null);
        SlowItem? disk = reserved.Items
            .FirstOrDefault(i => i.Identity.Name == "disk" && i.Identity.Disk is null);
        SlowResources volumes = from.Where(i => i.IsPersistent);
        switch (kind)
        {
            case 1:
                return new(reserved, reserved.Change(i => i.Pop()));
            case 2 or 3 when disk is not null:
                bool isShared = choices.OneIn(2);
                string id = choices.Of("v1", "v2", "v3");
                SlowResources half = Half(SlowResources.Of([disk]));
                return new(half, half.Change(
                    i => i with { Disk = Volume(id), IsShared = isShared }));
            case 4:
                return new(volumes, volumes.Change(i => i with { Disk = null, IsShared = false }));
            case 5:
                return new(SlowResources.None, SlowResources.Of(from.Items
                    .Where(i => i.Identity.IsShared).Select(i => i with { Copies = 1 })));
            case 6:
                return new(plain, SlowResources.None);
            default:
                SlowReservation entry = new(true, role, choices.Of("p", "q"), "");
                return new(plain, plain.Change(i => i.Push(entry)));
        }
    }

    private void AddReservation(Choices choices)
    {
        string agent = AgentId(choices);
        SlowResources free = FreeOf(agent);
        SlowResources refinable = free.Where(i => i.IsReserved && !i.IsPersistent);
        bool refines = choices.OneIn(3) && !refinable.IsEmpty;
        string? below = refinable.Items.FirstOrDefault()?.Identity.ReservationRole;
        SlowResources some = PartOf(
            refines
                ? free.Where(i => i.ReservationRole == below)
                : Half(free.Where(i => i.IsPlain)),
            choices);
        Say("add_reservation", new()
        {
            ["agent"] = agent,
            ["role"] = refines ? below + "/x" : choices.Of(Roles),
            ["resources"] = ResourceWriter.Write(some),
            ["principal"] = choices.Of("p", "q"),
        });
    }

    private void RemoveReservation(Choices choices)
    {
        string agent = AgentId(choices);
        SlowResources free = FreeOf(agent);
        SlowReservation? entry = free.Items
            .FirstOrDefault(i => i.Identity.IsReserved && i.Identity.Stack[^1].IsDynamic)
            ?.Identity.Stack[^1];
        JsonObject removed = new()
        {
            ["agent"] = agent,
            ["role"] = entry?.Role ?? "a",
            ["resources"] = ResourceWriter.Write(PartOf(
                free.Where(i => i.IsReserved && i.Stack[^1] == entry).Change(i => i.Pop()),
                choices)),
        };
        Put(removed, "principal", entry?.Principal is not null, entry?.Principal ?? "");
        Say("remove_reservation", removed);
    }

    private void RenderNonsense(Choices choices)
    {
        string framework = FrameworkOf(choices);
        string agent = AgentId(choices);
        string place = $"\"framework\":\"{framework}\",\"agent\":\"{agent}\"";
        SayLine(choices.Of(
            """{"op":"bogus"}""",
            """{"op":"suppress","framework":"nobody"}""",
            """{"op":"remove_agent","id":"nobody"}""",
            """{"op":"activate_framework","id":"nobody"}""",
            """{"op":"recover","framework":"nobody","agent":"nobody","role":"a"}""",
            $$"""{"op":"accept",{{place}},"role":"a","resources":"cpus:9999"}""",
            $$"""{"op":"decline",{{place}},"role":"a","resources":"slots:1"}""",
            $$"""{"op":"revive","framework":"{{framework}}","roles":["zz"]}""",
            """{"op":"init"}""",
            """{"op":"add_agent","id":"s9","resources":"cpus"}""",
            """{"op":"add_agent","id":"s9","resources":"cpus:-1"}""",
            """{"op":"add_agent","id":"s9"}""",
            $$"""{"op":"add_agent","id":"{{agent}}","resources":"cpus:1","colour":"red"}""",
            """{"op":"add_framework","id":"f9","roles":["a"],"suppressed":["b"]}""",
            """{"op":"add_framework","id":"f9","roles":["a//b"]}""",
            """{"op":"update_weights","weights":{"a":2,"b":0}}""",
            """{"op":"update_weights","weights":{"a":-1}}""",
            """{"op":"update_quota","role":"a","guarantees":{"cpus":2},"limits":{"cpus":1}}""",
            """{"op":"update_quota","role":"a","guarantees":"cpus:x"}""",
            $$"""{"op":"add_reservation","agent":"{{agent}}","role":"*","resources":"cpus:0.1"}""",
            $$"""{"op":"add_reservation","agent":"{{agent}}","role":"a","resources":"cpus:999"}""",
            """{"op":"add_provider","agent":"nobody","resources":"disk:1"}""",
            """{"op":"maintenance","agent":"nobody","start":1}""",
            """{"op":"advance","seconds":-1}""",
            """{"op":"settle","now":true}""",
            """{"op":"suppress",""",
            "[]",
            "# a comment",
            ""));
    }
}
