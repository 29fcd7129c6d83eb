namespace Offers;

/// <summary>
/// Where a machine is: a region (a far-away place) and a zone in it (what fails together). Names
/// are compared ordinally.
/// </summary>
/// <param name="Region">Name of the region.</param>
/// <param name="Zone">Name of the zone within the region.</param>
public sealed record Domain(string Region, string Zone);
