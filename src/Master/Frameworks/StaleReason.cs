namespace Offers.Masters.Frameworks;

/// <summary>Why a framework whose log is there is not gone on with.</summary>
internal enum StaleReason
{
    /// <summary>It never began: not even its job was kept.</summary>
    Empty,

    /// <summary>Its job stands no more in the file, or is another there.</summary>
    Unwanted,

    /// <summary>It was torn down, and its job, which does not end, begins anew.</summary>
    TornDown,
}
