namespace Offers;

/// <summary>Plain scalars that are kept for one framework under one role.</summary>
internal readonly record struct KeptPiece(
    FrameworkId Framework, RoleId Role, ResourceVector Resources);
