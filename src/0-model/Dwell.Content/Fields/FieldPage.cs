using System.Text;
using Dwell.Content.Yaml;

namespace Dwell.Content.Fields;

/// <summary>Writes <c>docs/fields.md</c> from the catalogue; a test holds the two together.</summary>
public static class FieldPage
{
    /// <summary>The page, with <c>\n</c> line ends.</summary>
    public static string Write(FieldCatalog catalog)
    {
        var page = new StringBuilder();
        page.Append("# Facts: kinds and columns\n\n");
        page.Append("Made from `content/fields`; don't edit it here. In SQL (`dwell sql`) each kind is a view and each column its column, with `_` for `-`:\n");
        page.Append("`web_request`, `source_address`. Integers are BIGINT, flags BOOLEAN, everything else VARCHAR; beside them every view has `time`,\n");
        page.Append("`time_precision`, `time_trust`, `host`, `source`, `event_class`, `evidence`, `offset` and `length`. A value that is no number in a column\n");
        page.Append("of numbers (a port written as `080`) stands in a column of that name with `_text` behind it.\n\n## Kinds\n\n");
        foreach (var kind in catalog.Kinds)
        {
            page.Append("### ").Append(KebabCase.Of(kind.Kind.ToString())).Append("\n\n");
            page.Append(kind.Meaning).Append("\n\n");
            if (kind.Columns.IsEmpty)
            {
                page.Append("No source is mapped to it yet.\n\n");
                continue;
            }

            if (!kind.Outcomes.IsEmpty)
                page.Append("Outcomes: ").AppendJoin(", ", kind.Outcomes).Append(".\n\n");
            page.Append("Columns: ")
                .AppendJoin(", ", kind.Columns.Select(column => KebabCase.Of(column.ToString()))).Append(".\n\n");
        }

        page.Append("## Columns\n\n| column | type | meaning | Sigma | ECS |\n| --- | --- | --- | --- | --- |\n");
        foreach (var column in catalog.Columns)
        {
            page.Append("| ").Append(KebabCase.Of(column.Column.ToString()))
                .Append(" | ").Append(KebabCase.Of(column.Type.ToString()))
                .Append(" | ").Append(column.Meaning.Replace("|", "\\|", StringComparison.Ordinal))
                .Append(" | ").AppendJoin(", ", column.SigmaNames)
                .Append(" | ").AppendJoin(", ", column.EcsNames)
                .Append(" |\n");
        }

        return page.ToString();
    }
}
