using Offers.Masters.Store;

namespace Offers.Masters.Tests.Store;

internal static class StoreExtensions
{
    /// <summary>One whole life: recovers and lets go.</summary>
    internal static void UseToRecover(this MasterStore store)
    {
        using (store)
        {
            store.Recover(new ClusterOptions());
        }
    }
}
