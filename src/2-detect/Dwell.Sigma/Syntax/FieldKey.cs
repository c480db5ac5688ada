using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Dwell.Sigma.Syntax;

/// <summary>
/// A key of a selection, <c>field|modifier|modifier</c>. <see cref="Field"/> is null for keywords (<c>'|all'</c>).
/// </summary>
internal sealed record FieldKey(int Line, string? Field, ImmutableArray<string> Modifiers)
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
    [
        "contains", "startswith", "endswith", "all", "cased", "exists", "neq", "re", "i", "m", "s", "windash",
        "base64", "base64offset", "utf16", "utf16le", "utf16be", "wide", "lt", "lte", "gt", "gte", "cidr", "fieldref", "expand",
        "minute", "hour", "day", "week", "month", "year",
    ], StringComparer.Ordinal);

    public bool Has(string modifier) => Modifiers.Contains(modifier);

    public static FieldKey Parse(YamlScalar key)
    {
        var parts = key.Text.Split('|');
        var modifiers = ImmutableArray.CreateBuilder<string>(parts.Length - 1);
        foreach (var part in parts.AsSpan(1))
        {
            var modifier = part.Trim().ToLowerInvariant();
            if (!Known.Contains(modifier))
                throw new RuleSyntaxException(key.Line, "unknown-modifier", $"the modifier '{part}'", "one of Sigma 2.1");
            if (modifiers.Contains(modifier))
                throw new RuleSyntaxException(key.Line, "invalid-modifiers", $"the modifier '{part}' a second time", "each modifier once");
            modifiers.Add(modifier);
        }

        var field = parts[0].Trim();
        return new FieldKey(key.Line, field.Length == 0 ? null : field, modifiers.ToImmutable());
    }
}
