namespace Offers;

/// <summary>What sort of value an attribute of an agent has.</summary>
public enum AttributeValueType
{
    /// <summary>Text: <c>rack:r1</c>. The only sort that text predicates look at.</summary>
    Text,

    /// <summary>A number in thousandths: <c>n:3</c>.</summary>
    Scalar,

    /// <summary>Ranges of whole numbers: <c>slots:[1-17,20-30]</c>.</summary>
    Ranges,
}
