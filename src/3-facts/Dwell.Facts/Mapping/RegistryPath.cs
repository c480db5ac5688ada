namespace Dwell.Facts.Mapping;

/// <summary>
/// Brings the writings of registry paths together: kernel names (<c>\REGISTRY\MACHINE\…</c>, event 4657),
/// long roots, and
/// numbered control sets, of which the running one is also seen as <c>CurrentControlSet</c>.
/// </summary>
internal static class RegistryPath
{
    private static readonly (string Long, string Short)[] Roots =
    [
        (@"\REGISTRY\MACHINE\", @"HKLM\"),
        (@"\REGISTRY\USER\", @"HKU\"),
        (@"HKEY_LOCAL_MACHINE\", @"HKLM\"),
        (@"HKEY_USERS\", @"HKU\"),
        (@"HKEY_CURRENT_USER\", @"HKCU\"),
        (@"HKEY_CLASSES_ROOT\", @"HKCR\"),
        (@"HKLM\SOFTWARE\Classes\", @"HKCR\"),
    ];

    private const string NumberedSet = @"HKLM\SYSTEM\ControlSet";
    private const string CurrentSet = @"HKLM\System\CurrentControlSet";

    public static void Write(ReadOnlySpan<char> path, TextBuffer buffer)
    {
        foreach (var (prefix, root) in Roots)
        {
            if (path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                buffer.Append(root);
                path = path[prefix.Length..];
                break;
            }
        }

        buffer.Append(path);
        var written = buffer.Written;
        if (written.Length < NumberedSet.Length + 3 || !written.StartsWith(NumberedSet, StringComparison.OrdinalIgnoreCase))
            return;
        var number = written.Slice(NumberedSet.Length, 3);
        if (number.ContainsAnyExceptInRange('0', '9'))
            return;
        var rest = written[(NumberedSet.Length + 3)..].ToString();
        buffer.Clear();
        buffer.Append(CurrentSet).Append(rest);
    }
}
