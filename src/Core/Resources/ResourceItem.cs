namespace Offers;

/// <summary>One item of a <see cref="ResourceSet"/>.</summary>
/// <param name="Identity">What it is, its value apart.</param>
/// <param name="Amount">
/// Thousandths of a scalar, of one copy if there are several; 0 for ranges and sets.
/// </param>
/// <param name="Copies">Copies of an item that does not split or is shared; otherwise 1.</param>
/// <param name="Value">
/// The canonical text of the value: <c>2.5</c>, <c>100&lt;3&gt;</c> (three copies),
/// <c>[1-5,7-7]</c>, <c>{a,b}</c>.
/// </param>
public readonly record struct ResourceItem(
    ResourceIdentity Identity, long Amount, long Copies, string Value)
{
    /// <summary>The item's canonical text.</summary>
    public override string ToString() => $"{Identity.Text}:{Value}";
}
