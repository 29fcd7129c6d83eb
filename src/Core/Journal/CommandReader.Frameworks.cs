using System;
using System.Text.Json;

namespace Offers;

public sealed partial class CommandReader
{
    private static readonly (string, InverseOfferAnswer)[] Answers =
    [
        ("ACCEPT", InverseOfferAnswer.Accept),
        ("DECLINE", InverseOfferAnswer.Decline),
    ];

    private static AddFramework AddFramework(FieldReader fields) =>
        new(fields.Name("id"), Description(fields)) { IsActive = fields.Flag("active", true) };

    private static UpdateFramework UpdateFramework(FieldReader fields) =>
        new(fields.Name("id"), Description(fields));

    private static FrameworkDescription Description(FieldReader fields) => new()
    {
        Roles = fields.RequiredRoles("roles"),
        Suppressed = fields.Roles("suppressed"),
        Capabilities = FrameworkCapabilitiesIn(fields),
        Minimums = Minimums(fields, FieldReader.CheckedRole),
        Constraints = Constraints(fields),
    };

    internal static OfferConstraints? Constraints(FieldReader fields) =>
        fields.TryTake("offer_constraints", out JsonElement constraints)
            ? OfferConstraints.FromJson(constraints)
            : null;

    internal static FrameworkCapabilities FrameworkCapabilitiesIn(FieldReader fields)
    {
        FrameworkCapabilities all = FrameworkCapabilities.MultiRole;
        if (fields.TryTake("capabilities", out JsonElement value))
        {
            foreach (FrameworkCapabilities one in fields.List(
                value, fields.At("capabilities"), "an array of capabilities",
                static (item, where, _) =>
                    FieldReader.WordIn(item, where, CapabilityNames.OfFrameworks)))
            {
                all |= one;
            }
        }

        return fields.Flag("multi_role", true) ? all : all & ~FrameworkCapabilities.MultiRole;
    }

    internal static ValueList<RoleMinimum> Minimums(
        FieldReader fields, Func<string, string, string> roleAt) =>
        fields.TryTake("min_allocatable", out JsonElement value)
            ? FieldReader.Map(value, fields.At("min_allocatable"),
                "an object from role to an array of resource texts", (role, json, where) =>
                    new RoleMinimum(roleAt(role, where), fields.AnyOf(json, where)))
            : [];

    private static UpdateWeights UpdateWeights(FieldReader fields)
    {
        const string Expected = "an object from role to weight";
        return new UpdateWeights(FieldReader.Map(
            fields.Take("weights", Expected), fields.At("weights"), Expected,
            static (role, json, where) => new RoleWeight(
                FieldReader.CheckedRole(role, where),
                FieldNumbers.Amount(json, where, ResourceVector.MaxAmount))));
    }

    private static UpdateQuota UpdateQuota(FieldReader fields) =>
        new(fields.Role("role"), fields.Quantities("guarantees") ?? default,
            fields.Limits("limits"));

    private static Recover Recover(FieldReader fields) =>
        new(fields.Name("framework"), fields.Name("agent"))
        {
            Role = fields.OptionalRole("role"),
            Resources = fields.ResourcesOrAll("resources"),
            Refusal = fields.Duration("refuse_seconds"),
            IsAllocated = fields.Flag("allocated", false),
        };

    private static Accept Accept(FieldReader fields) =>
        new(fields.Name("framework"), fields.Name("agent"), fields.Resources("resources"))
        {
            Role = fields.OptionalRole("role"),
            Refusal = fields.Duration("refuse_seconds"),
        };

    private static ConvertHeld ConvertHeld(FieldReader fields) => new(
        fields.Name("framework"), fields.Name("agent"), fields.Role("role"),
        fields.Conversions("conversions"))
    {
        IsAllocated = fields.Flag("allocated", false),
    };

    private static AnswerInverseOffer AnswerInverseOffer(FieldReader fields) =>
        new(fields.Name("framework"), fields.Name("agent"))
        {
            Answer = fields.Has("status") ? fields.Word<InverseOfferAnswer>("status", Answers)
                : null,
            Refusal = fields.Duration("refuse_seconds"),
        };
}
