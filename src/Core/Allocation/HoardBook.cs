using System;

namespace Offers;

/// <summary>
/// What each framework holds in open offers, for <see cref="AllocatorOptions.HoardLimit"/>; a
/// shared volume once for each offer.
/// </summary>
internal sealed class HoardBook(int strides, int limit)
{
    private readonly LaneTable _open = new(strides);
    private int[] _offers = [];
    private long[] _amounts = [];

    /// <summary>Counts an offer, or a second piece of one.</summary>
    internal void Open(int framework, Portion piece, bool isNew)
    {
        Count(framework, piece, 1);
        _offers[framework] += isNew ? 1 : 0;
    }

    /// <summary>Counts a part of an offer as returned.</summary>
    internal void Reduce(int framework, Portion piece) => Count(framework, piece, -1);

    /// <summary>Counts an offer with all that is left of it as closed.</summary>
    internal void Close(int framework, Portion rest)
    {
        Count(framework, rest, -1);
        _offers[framework]--;
    }

    internal void Forget(int framework)
    {
        if (framework < _offers.Length)
        {
            _open.Row(framework).Clear();
            _offers[framework] = 0;
        }
    }

    /// <summary>
    /// A number for what is open: it follows from the offers, and is to show where it would not.
    /// </summary>
    internal long SumOf(int framework)
    {
        Ensure(framework);
        long sum = _offers[framework];
        foreach (long amount in _open.Row(framework))
        {
            sum += amount;
        }

        return sum;
    }

    internal void Widen(int strides) => _open.Widen(strides);

    /// <summary>
    /// Whether one more offer would bring a framework that has one open above the limit.
    /// </summary>
    internal bool Exceeds(int framework, Portion piece, ReadOnlySpan<long> total)
    {
        Ensure(framework);
        if (_offers[framework] == 0)
        {
            return false;
        }

        QuantitiesOf(piece);
        ReadOnlySpan<long> open = _open.Row(framework);
        for (int i = 0; i < total.Length; i++)
        {
            if (total[i] > 0 && (open[i] + _amounts[i]) * (Int128)1000 > (Int128)limit * total[i])
            {
                return true;
            }
        }

        return false;
    }

    private void Count(int framework, Portion piece, int sign)
    {
        Ensure(framework);
        QuantitiesOf(piece);
        Span<long> open = _open.Row(framework);
        for (int i = 0; i < open.Length; i++)
        {
            open[i] += sign * _amounts[i];
        }
    }

    private void QuantitiesOf(Portion piece)
    {
        if (_amounts.Length != piece.Plain.Length)
        {
            _amounts = new long[piece.Plain.Length];
        }

        piece.Plain.CopyTo(_amounts);
        piece.Marked.AddQuantitiesTo(_amounts);
    }

    private void Ensure(int framework)
    {
        if (framework >= _offers.Length)
        {
            Array.Resize(ref _offers, Math.Max(framework + 1, Math.Max(16, _offers.Length * 2)));
            _open.EnsureRows(_offers.Length);
        }
    }
}
