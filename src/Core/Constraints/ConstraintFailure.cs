namespace Offers;

/// <summary>Why constraints exclude an agent.</summary>
/// <param name="Group">The group's index among the role's groups.</param>
/// <param name="Constraint">The first constraint of that group that does not hold.</param>
public readonly record struct ConstraintFailure(int Group, AttributeConstraint Constraint);
