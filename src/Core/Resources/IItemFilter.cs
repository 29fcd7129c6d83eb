namespace Offers;

/// <summary>A choice among items; a struct, so that a walk calls it directly.</summary>
internal interface IItemFilter
{
    /// <summary>True when the items of this identity are meant.</summary>
    public bool Accepts(ResourceIdentity identity);
}
