using System.Text.Json;
using FsCheck.Fluent;

namespace Offers.Core.Tests.Journal;

/// <summary>What is written is read back to the same value.</summary>
public sealed class CommandRoundTripTests
{
    private readonly ResourceSchema _schema = ResourceSchema.CreateStandard();
    private readonly AnyCommand _any;
    private readonly CommandReader _reader;
    private readonly CommandWriter _writer;

    public CommandRoundTripTests()
    {
        _any = new AnyCommand(_schema);
        _reader = new CommandReader(_schema);
        _writer = new CommandWriter(_schema);
    }

    [Fact]
    public void Every_kind_of_command_has_a_generator()
    {
        Type[] kinds = [.. typeof(Offers.Command).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Offers.Command)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)];
        Assert.Equal(kinds, _any.Kinds.Select(kind => kind.Kind)
            .OrderBy(type => type.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_command_is_read_back_to_the_same_value()
    {
        foreach ((_, FsCheck.Gen<Offers.Command> values) in _any.Kinds)
        {
            PropertyRunner.ForAll(values.ToArbitrary(), 200, 50, command =>
            {
                string line = _writer.Write(command);
                Assert.DoesNotContain('\n', line);
                Offers.Command read = _reader.Read(line);
                Assert.Equal(command, read);
                Assert.Equal(line, _writer.Write(read));
            });
        }
    }

    [Fact]
    public void The_options_of_a_cell_are_read_back_to_the_same_value() =>
        PropertyRunner.ForAll(_any.Init.ToArbitrary(), 500, 50, init =>
        {
            string line = JsonText.Write((_writer, init), static (writer, state) =>
                state._writer.WriteFields(writer, state.init));
            using JsonDocument document = JsonDocument.Parse(line);
            Assert.Equal(init, _reader.ReadInit(document.RootElement));
        });

    [Fact]
    public void Fields_with_their_default_may_be_left_out()
    {
        Assert.Equal(
            new AddFramework("f", new FrameworkDescription { Roles = ["a"] }),
            _reader.Read("""{"op":"add_framework","id":"f","roles":["a"]}"""));
        Assert.Equal(
            new AddAgent("s", ResourceSet.Parse(_schema, "cpus:1")),
            _reader.Read("""{"op":"add_agent","id":"s","resources":"cpus:1"}"""));
        Assert.Equal(
            new Recover("f", "s"),
            _reader.Read("""{"op":"decline","framework":"f","agent":"s","resources":"*"}"""));
        Assert.Equal(
            new UpdateQuota("a", default, ResourceLimits.None),
            _reader.Read("""{"op":"update_quota","role":"a"}"""));
        Assert.Equal(
            new SetWhitelist(null), _reader.Read("""{"op":"whitelist","hosts":null}"""));
    }

    [Fact]
    public void Quantities_may_be_an_object_or_a_text() => Assert.Equal(
        _reader.Read(
            """{"op":"update_quota","role":"a","guarantees":"cpus:0.5","limits":"mem:0;cpus:2"}"""),
        _reader.Read(
            """
            {"op":"update_quota","role":"a","guarantees":{"cpus":5e-1},"limits":{"cpus":2,"mem":0}}
            """));

    [Fact]
    public void A_reservation_pushes_an_entry_on_what_is_free_and_its_removal_pops_it()
    {
        const string Fields =
            """
            "agent":"s","role":"a/b","resources":"cpus(a):1","principal":"p"}
            """;
        ResourceSet cpus = ResourceSet.Parse(_schema, "cpus(a):1");
        ResourceSet reserved = cpus.Reserve(new Reservation(ReservationType.Dynamic, "a/b", "p"));
        Assert.Equal("cpus(a|a/b,DYNAMIC,p):1", reserved.ToString());
        Assert.Equal(
            new ConvertFree("s", [new Conversion(cpus, reserved)]),
            _reader.Read("{\"op\":\"add_reservation\"," + Fields));
        Assert.Equal(
            new ConvertFree("s", [new Conversion(reserved, cpus)]),
            _reader.Read("{\"op\":\"remove_reservation\"," + Fields));
    }
}
