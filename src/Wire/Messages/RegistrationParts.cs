using System.Buffers;

namespace Offers.Wire;

/// <summary>
/// Divides the registration of an agent that is back into messages that fit, and puts them
/// together again.
/// </summary>
public static class RegistrationParts
{
    /// <summary>The minor version of peers from which on they know parts.</summary>
    public const int MinorVersion = 1;

    /// <summary>
    /// The messages to send instead: parts, then the registration itself; only that if it fits.
    /// </summary>
    /// <param name="whole">The registration.</param>
    /// <param name="codec">Writes it; its schema is used.</param>
    /// <param name="leftOut">
    /// Hears of each piece that fits into no message even alone, which no master can have brought
    /// about, and why it is left out.
    /// </param>
    public static IReadOnlyList<AgentReport> Of(
        ReregisterAgent whole, WireCodec<AgentReport> codec, Action<string, WireException> leftOut)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(codec);
        ArgumentNullException.ThrowIfNull(leftOut);
        return new Division(whole, codec, leftOut).Divide();
    }

    /// <summary>The registration with all that its parts said, in their order.</summary>
    public static ReregisterAgent Join(IReadOnlyList<RegistrationPart> parts, ReregisterAgent last)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(last);
        return parts.Count == 0 ? last : last with
        {
            Tasks = [.. parts.SelectMany(static part => part.Tasks), .. last.Tasks],
            Executors = [.. parts.SelectMany(static part => part.Executors), .. last.Executors],
            Frameworks = [.. parts.SelectMany(static part => part.Frameworks), .. last.Frameworks],
            Operations = [.. parts.SelectMany(static part => part.Operations), .. last.Operations],
        };
    }

    private sealed class Division(
        ReregisterAgent whole, WireCodec<AgentReport> codec, Action<string, WireException> leftOut)
    {
        /// <summary>Headers and numbers of four lists.</summary>
        private const int ListBytes = 32;

        private readonly ArrayBufferWriter<byte> _scratch = new();
        private readonly List<RegistrationPart> _parts = [];
        private readonly List<ReportedTask> _tasks = [];
        private readonly List<ReportedExecutor> _executors = [];
        private readonly List<FrameworkProfile> _frameworks = [];
        private readonly List<ReportedOperation> _operations = [];
        private int _bytes;

        internal IReadOnlyList<AgentReport> Divide()
        {
            int room = RoomBeside(new RegistrationPart(whole.Agent));
            Put(whole.Frameworks, _frameworks, ProfileShapes.Framework, room,
                static framework => $"framework '{framework.Id}'");
            Put(whole.Executors, _executors, BookShapes.Executor, room,
                static executor => $"executor '{executor.Description.Name}'");
            Put(whole.Tasks, _tasks, BookShapes.Task, room,
                static task => $"task '{task.Description.Name}'");
            Put(whole.Operations, _operations, BookShapes.Operation, room,
                static operation => $"operation '{operation.Operation}'");
            ReregisterAgent bare = whole with
            {
                Tasks = [],
                Executors = [],
                Frameworks = [],
                Operations = [],
            };
            bool fits = _parts.Count == 0 && _bytes <= RoomBeside(bare);
            End();
            return fits ? [RegistrationParts.Join(_parts, bare)] : [.. _parts, bare];
        }

        private int RoomBeside(AgentReport report)
        {
            _scratch.ResetWrittenCount();
            codec.Write(_scratch, report);
            return codec.MaxBytes - _scratch.WrittenCount - ListBytes;
        }

        private void Put<T>(
            ValueList<T> items, List<T> into, Shape<T> shape, int room, Func<T, string> nameOf)
        {
            foreach (T item in items)
            {
                if (SizeOf(item, shape, room, nameOf) is not { } size)
                {
                    continue;
                }

                if (size > room - _bytes || into.Count == codec.Context.Options.MaxItems)
                {
                    End();
                }

                into.Add(item);
                _bytes += size;
            }
        }

        private int? SizeOf<T>(T item, Shape<T> shape, int room, Func<T, string> nameOf)
        {
            try
            {
                _scratch.ResetWrittenCount();
                shape.Write(new MessagePackWriter(_scratch), item, codec.Context);
                return _scratch.WrittenCount <= room
                    ? _scratch.WrittenCount
                    : throw new WireException(
                        0, FormattableString.Invariant($"{_scratch.WrittenCount} bytes"),
                        FormattableString.Invariant($"at most {room}"));
            }
            catch (WireException bad)
            {
                leftOut(nameOf(item), bad);
                return null;
            }
        }

        /// <summary>What has come together is a part.</summary>
        private void End()
        {
            if (_bytes == 0)
            {
                return;
            }

            _parts.Add(new RegistrationPart(whole.Agent)
            {
                Tasks = [.. _tasks],
                Executors = [.. _executors],
                Frameworks = [.. _frameworks],
                Operations = [.. _operations],
            });
            _tasks.Clear();
            _executors.Clear();
            _frameworks.Clear();
            _operations.Clear();
            _bytes = 0;
        }
    }
}
