namespace Offers;

/// <summary>On what an operation is carried out.</summary>
/// <param name="Framework">Whose.</param>
/// <param name="Agent">Where.</param>
/// <param name="Role">The role of the offers.</param>
/// <param name="Row">The offer that holds all of them.</param>
internal readonly record struct AcceptContext(
    ClusterFramework Framework, ClusterAgent Agent, RoleId Role, int Row);
