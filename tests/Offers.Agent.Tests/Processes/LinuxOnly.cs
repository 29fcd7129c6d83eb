using System.Runtime.Versioning;

// What is tested is.
[assembly: SupportedOSPlatform("linux")]
