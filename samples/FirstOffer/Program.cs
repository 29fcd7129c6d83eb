using System;
using Offers;

// The host owns time and carries out what the allocator says; the allocator only decides.
ResourceSchema schema = ResourceSchema.CreateStandard();
Allocator allocator = new(schema, AllocatorOptions.Default);
Timestamp now = Timestamp.Zero;

RoleId web = allocator.Role("web");
allocator.AddFramework("shop", [web], FrameworkCapabilities.None, now, out FrameworkId shop);
ResourceVector machine = ResourceText.Parse("cpus:8;mem:16384", schema);
allocator.AddAgent("machine-1", machine, now, out AgentId agent);

allocator.RunPending(now);
OfferId offer = allocator.Outbox.Effects[0].Offer;
Console.WriteLine($"offered  {ResourceText.Format(allocator.Outbox.ResourcesOf(0), schema)}");
allocator.Outbox.Clear();

// Use a part of the offer and do not ask for the rest again for ten seconds.
ResourceVector task = ResourceText.Parse("cpus:2;mem:4096", schema);
AllocatorStatus status = allocator.Accept(offer, task, TimeSpan.FromSeconds(10), now);
Console.WriteLine($"accepted {status}, free {ResourceText.Format(allocator.FreeOn(agent), schema)}");

// A minute later the task ends, and the next batch offers the whole machine.
now += TimeSpan.FromMinutes(1);
allocator.Recover(shop, web, agent, task, now);
allocator.RunBatch(now);
Console.WriteLine($"offered  {ResourceText.Format(allocator.Outbox.ResourcesOf(0), schema)}");
