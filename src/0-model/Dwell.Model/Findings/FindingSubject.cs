using System.Collections.Immutable;
using System.Text;
using Dwell.Model.Evidence;

namespace Dwell.Model.Findings;

/// <summary>
/// What a finding is about: kind, rule or method, question, hosts, accounts, addresses, and the key object (service,
/// task, file, log). Scores, counts and citations are left out, so that a decision on a finding survives a re-run.
/// Where there is no key object, the first citation's locator text takes its place.
/// </summary>
public sealed record FindingSubject(
    string Kind,
    string Method,
    Question Question,
    ImmutableArray<string> Hosts,
    ImmutableArray<string> Accounts,
    ImmutableArray<string> Addresses,
    string KeyObject)
{
    /// <summary>The id: <c>f-</c> and the first 16 hex digits of the SHA-256 over all parts, each with its length before it.</summary>
    public string ToId()
    {
        var text = new StringBuilder();
        Append(Kind);
        Append(Method);
        Append(Question.ToString());
        AppendAll(Hosts);
        AppendAll(Accounts);
        AppendAll(Addresses);
        Append(KeyObject);
        return string.Concat("f-", Sha256Digest.Of(Encoding.UTF8.GetBytes(text.ToString())).ToString().AsSpan(0, 16));

        void Append(string part) => text.Append(part.Length).Append(':').Append(part);

        void AppendAll(ImmutableArray<string> parts)
        {
            text.Append(parts.Length).Append('[');
            foreach (var part in parts)
                Append(part);
        }
    }
}
