namespace Offers;

/// <summary>A definition that a service had, with what is made of it once.</summary>
internal sealed class ServiceVersion
{
    internal ServiceVersion(int number, ServiceDefinition definition)
    {
        definition.Check();
        Number = number;
        Definition = definition;
        Constraints = new PlacementConstraints(definition.Constraints);
        Picker = new ResourcePicker(definition.Task);
    }

    internal int Number { get; }

    internal ServiceDefinition Definition { get; private set; }

    internal PlacementConstraints Constraints { get; }

    internal ResourcePicker Picker { get; }

    /// <summary>Another number of instances makes no new version.</summary>
    internal void Scale(int instances) =>
        Definition = Definition with { Instances = instances };
}
