namespace Offers.Faults.Network;

/// <summary>Which way bytes go.</summary>
[Flags]
internal enum Directions
{
    None = 0,
    ToMaster = 1,
    ToAgent = 2,
    Both = ToMaster | ToAgent,
}
