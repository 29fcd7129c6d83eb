using System;
using Offers;

// A team is guaranteed four cpus and may have eight; what it is owed is held back for it.
ResourceSchema schema = ResourceSchema.CreateStandard();
Allocator allocator = new(schema, AllocatorOptions.Default);
Timestamp now = Timestamp.Zero;
ResourceVector guarantee = ResourceText.Parse("cpus:4;mem:8192", schema);
ResourceLimits limits = ResourceText.ParseLimits("cpus:8", schema);
allocator.SetQuota(allocator.Role("prod/web"), guarantee, limits, now);

RoleId lab = allocator.Role("lab");
allocator.AddFramework("spark", [lab], FrameworkCapabilities.None, now, out FrameworkId spark);

// Ports, reservations and volumes are items of a set; an agent that has some comes as a command.
ResourceSet machine = ResourceSet.Parse(schema, "cpus:8;mem:16384;ports:[31000-31099]");
allocator.Apply(new AddAgent("machine-1", machine), now);
allocator.RunPending(now);
Console.WriteLine($"offered  {allocator.Outbox.ResourceSetOf(0)}");
OfferId offer = allocator.Outbox.Effects[0].Offer;
allocator.Outbox.Clear();

// Why does spark not get the rest, too?
foreach (Verdict verdict in allocator.Explain(spark, now).Verdicts)
{
    Console.WriteLine($"{verdict.Code}: {allocator.Describe(verdict)}");
}

ResourceSet task = ResourceSet.Parse(schema, "cpus:1;mem:1024;ports:[31000-31001]");
AllocatorStatus status = allocator.Accept(offer, task, TimeSpan.FromSeconds(10), now);
Console.WriteLine($"accepted {status}");
