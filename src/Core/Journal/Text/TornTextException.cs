using System;

namespace Offers;

/// <summary>A line ends before the object on it does, as after a crash in mid-write.</summary>
internal sealed class TornTextException(string message) : FormatException(message);
