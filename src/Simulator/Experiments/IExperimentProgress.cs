namespace Offers.Simulation.Experiments;

/// <summary>Who wants to know how far an experiment is. Called from several threads.</summary>
public interface IExperimentProgress
{
    /// <summary>A piece of work has begun.</summary>
    /// <param name="name">What it is.</param>
    public void Begin(string name);

    /// <summary>How far it is.</summary>
    /// <param name="name">The same name.</param>
    /// <param name="part">From 0 to 1.</param>
    /// <param name="detail">What has been found so far; may be empty.</param>
    public void Report(string name, double part, string detail);

    /// <summary>It is done.</summary>
    /// <param name="name">The same name.</param>
    /// <param name="detail">What it found.</param>
    public void End(string name, string detail);
}
