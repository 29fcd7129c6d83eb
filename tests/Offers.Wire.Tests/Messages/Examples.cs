namespace Offers.Wire.Tests.Messages;

/// <summary>One message of each kind, written by hand.</summary>
internal static class Examples
{
    private static readonly UpdateId Id = new(0x0102030405060708, 0x090a0b0c0d0e0f10);

    internal static IReadOnlyList<object> All(ResourceSchema schema)
    {
        ResourceSet one = ResourceSet.Parse(schema, "cpus:1;mem:128");
        CommandLine sleep = new("sleep 10") { Environment = ["A=b"], User = "nobody" };
        TaskDescription task = new("t1", "a1", one) { Command = sleep, Labels = ["app=web"] };
        FrameworkProfile framework = new("f1", new FrameworkDescription { Roles = ["web"] });
        return [.. Reports(schema, one, task, framework), .. Instructions(one, task, framework),
            .. Executors(task, framework)];
    }

    private static IEnumerable<object> Reports(
        ResourceSchema schema, ResourceSet one, TaskDescription task, FrameworkProfile framework)
    {
        AgentProfile agent = new("a1", ResourceSet.Parse(schema, "cpus:8;mem:4096"))
        {
            Hostname = "host1",
            Attributes = AgentAttributes.Parse("rack:r1;n:3"),
            Domain = new Domain("eu", "z1"),
        };
        ExecutorDescription executor = new("e1", one) { Kind = ExecutorKind.Default };
        yield return new RegisterAgent(agent, 7);
        yield return new ReregisterAgent(
            agent, 8, [new ReportedTask("f1", "web", task, TaskState.Running)])
        {
            Executors = [new ReportedExecutor("f1", "web", executor)],
            Frameworks = [framework],
            Operations = [new ReportedOperation("f1", "o1", OperationState.Finished, Id)],
        };
        yield return new UnregisterAgent("a1");
        yield return new DisconnectAgent("a1", 7);
        yield return new AnswerPing("a1");
        yield return new ReportUpdate("a1", "f1", "t1", TaskState.Running, Id);
        yield return new ReportOperation("a1", "f1", "o1", OperationState.Finished, Id);
        yield return new ReportExecutorExit("a1", "f1", "e1", -9);
        yield return new ReportTotal("a1", one) { ResourceVersion = 3 };
        yield return new ReportRevocable("a1", ResourceSet.Parse(schema, "cpus{REV}:2"));
        yield return new RegistrationPart("a1")
        {
            Tasks = [new ReportedTask("f1", "web", task, TaskState.Running)],
            Executors = [new ReportedExecutor("f1", "web", executor)],
            Frameworks = [framework],
            Operations = [new ReportedOperation("f1", "o1", OperationState.Finished, Id)],
        };
    }

    private static IEnumerable<object> Instructions(
        ResourceSet one, TaskDescription task, FrameworkProfile framework)
    {
        LaunchGroup group = new(
            new ExecutorDescription("e1", one) { Kind = ExecutorKind.Default }, [task]);
        yield return new AgentAdmitted(true);
        yield return new AgentRefused(ClusterStatus.AgentTooOld);
        yield return new AgentForgotten();
        yield return new PingReceived();
        yield return new DrainReceived(TimeSpan.FromSeconds(30));
        yield return new AgentShutDown();
        yield return new LaunchReceived(framework, "web", task);
        yield return new LaunchGroupReceived(framework, "web", group);
        yield return new KillReceived("f1", "t1", null) { Reason = TaskReason.AgentDraining };
        yield return new UpdateAcknowledged("f1", "t1", Id);
        yield return new ExecutorShutDown("f1", "e1");
        yield return new FrameworkShutDown("f1");
        yield return new OperationReceived("f1", new ReserveResources(one) { Id = "o1" });
        yield return new OperationAcknowledged("f1", "o1", Id);
    }

    private static IEnumerable<object> Executors(
        TaskDescription task, FrameworkProfile framework)
    {
        ExecutorUpdate update = new("t1", TaskState.Failed, Id) { Message = "exit status 1" };
        yield return new SubscribeExecutor("f1", "e1") { Updates = [update], Tasks = ["t2"] };
        yield return update;
        yield return new ExecutorMessage("hello");
        yield return new ExecutorSubscribed("a1", framework);
        yield return new ExecutorLaunch(task);
        yield return new ExecutorLaunchGroup([task]);
        yield return new ExecutorKill("t1", TimeSpan.FromSeconds(3));
        yield return new ExecutorAcknowledged("t1", Id);
        yield return new ExecutorShutdown(TimeSpan.FromSeconds(5));
        yield return new ExecutorText("hello");
        yield return new ExecutorError("unknown executor");
    }
}
