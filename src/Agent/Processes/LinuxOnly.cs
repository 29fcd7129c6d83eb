using System.Runtime.Versioning;

// The agent is a program for Linux: its calls need no guard.
[assembly: SupportedOSPlatform("linux")]
