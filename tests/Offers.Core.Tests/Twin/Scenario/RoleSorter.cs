namespace Offers.Core.Tests.Twin.Scenario;

/// <summary>
/// The tree behind the order of roles (semantics 1.4). It keeps only what has a life of its own,
/// the nodes and their grant counts; shares are computed by the caller.
/// </summary>
internal sealed class RoleSorter
{
    /// <summary>
    /// One component of a path; <c>.</c> is a client's own part beside its children.
    /// </summary>
    internal sealed class Node(string path)
    {
        public string Path { get; } = path;

        public long Grants { get; set; }

        public bool IsClient { get; set; }

        public Dictionary<string, Node> Children { get; } = new(StringComparer.Ordinal);

        /// <summary>The role of a client, without the component of a virtual leaf.</summary>
        public string Role => Path.EndsWith("/.", StringComparison.Ordinal) ? Path[..^2] : Path;
    }

    private const string Own = ".";

    private readonly Node _root = new("");

    public bool Contains(string role) => Clients().Any(c => c.Role == role);

    public IEnumerable<Node> Clients() => ClientsBelow(_root);

    public IEnumerable<string> RolesBelow(Node node) => ClientsBelow(node).Select(c => c.Role);

    public void Add(string role)
    {
        Node node = _root;
        foreach (string part in role.Split('/'))
        {
            if (node.IsClient)
            {
                Split(node);
            }

            node = Child(node, part);
        }

        if (node.Children.Count > 0)
        {
            node = Child(node, Own);
        }

        node.IsClient = true;
    }

    public void Remove(string role)
    {
        List<Node> path = PathTo(role);
        for (int i = path.Count - 1; i > 0; i--)
        {
            path[i].IsClient &= i < path.Count - 1;
            if (path[i].Children.Count == 0 && !path[i].IsClient)
            {
                path[i - 1].Children.Remove(LastPart(path[i].Path));
            }
            else if (path[i].Children.Count == 1 && path[i].Children.ContainsKey(Own))
            {
                path[i].Children.Clear();
                path[i].IsClient = true;
            }
        }
    }

    /// <summary>One more grant, from the leaf to the root.</summary>
    public void CountGrant(string role)
    {
        foreach (Node node in PathTo(role))
        {
            node.Grants++;
        }
    }

    public long GrantsOf(string role) => PathTo(role)[^1].Grants;

    /// <summary>
    /// A node that is neither a leaf that is a client nor an inner one, has nothing but its own
    /// part below it, or fewer grants than its children; null if there is none.
    /// </summary>
    public string? FirstUnsoundPath() => Nodes(_root)
        .Where(n => n != _root)
        .FirstOrDefault(n => n.IsClient == n.Children.Count > 0
            || (n.Children.Count == 1 && n.Children.ContainsKey(Own))
            || n.Grants < n.Children.Values.Sum(c => c.Grants))?.Path;

    /// <summary>The clients depth first, with siblings in the order given.</summary>
    public IReadOnlyList<string> Sorted(Comparison<Node> order)
    {
        List<string> roles = [];
        Visit(_root, order, roles);
        return roles;
    }

    private static IEnumerable<Node> Nodes(Node node) =>
        node.Children.Values.SelectMany(Nodes).Prepend(node);

    private static void Visit(Node node, Comparison<Node> order, List<string> roles)
    {
        if (node.IsClient)
        {
            roles.Add(node.Role);
        }

        List<Node> children = [.. node.Children.Values];
        children.Sort(order);
        children.ForEach(child => Visit(child, order, roles));
    }

    private static IEnumerable<Node> ClientsBelow(Node node) =>
        node.IsClient ? [node] : node.Children.Values.SelectMany(ClientsBelow);

    /// <summary>
    /// A client that gets a child moves into a leaf of its own, which starts as its copy.
    /// </summary>
    private static void Split(Node node)
    {
        node.IsClient = false;
        Node own = Child(node, Own);
        own.IsClient = true;
        own.Grants = node.Grants;
    }

    private static Node Child(Node node, string part)
    {
        if (!node.Children.TryGetValue(part, out Node? child))
        {
            child = new(node.Path.Length == 0 ? part : node.Path + "/" + part);
            node.Children.Add(part, child);
        }

        return child;
    }

    /// <summary>The nodes from the root to the role's client.</summary>
    private List<Node> PathTo(string role)
    {
        List<Node> path = [_root];
        foreach (string part in role.Split('/'))
        {
            path.Add(path[^1].Children[part]);
        }

        if (path[^1].Children.TryGetValue(Own, out Node? own))
        {
            path.Add(own);
        }

        return path;
    }

    private static string LastPart(string path) => path[(path.LastIndexOf('/') + 1)..];
}
