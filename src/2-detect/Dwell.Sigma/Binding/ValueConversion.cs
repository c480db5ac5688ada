using System.Globalization;
using Dwell.Model.LogSources;
using Dwell.Model.Records;

namespace Dwell.Sigma.Binding;

/// <summary>Carries out the conversions of <see cref="FieldConversion"/>. A value that does not have the expected form stays as it is.</summary>
internal static class ValueConversion
{
    // Mandatory labels, [MS-DTYP] 2.4.2.4; the message ids are those of Security.evtx before the label was a SID.
    private const string LabelPrefix = "S-1-16-";

    /// <summary>A conversion that looks at one value.</summary>
    public static ReadOnlySpan<char> OfOne(FieldConversion conversion, ReadOnlySpan<char> text, ConversionBuffer buffer) =>
        conversion == FieldConversion.HexToDecimal ? HexToDecimal(text, buffer) : IntegrityLevel(text);

    /// <summary>A conversion that makes one text of several fields; the state is Text when any of them has a text.</summary>
    public static FieldState OfSeveral(LogRecord record, BoundField field, ConversionBuffer buffer)
    {
        buffer.Clear();
        return field.Conversion switch
        {
            FieldConversion.Account => Account(record, field, buffer),
            FieldConversion.RegistryPath => RegistryPath(record, field, buffer),
            FieldConversion.RegistryValue => RegistryValue(record, field, buffer),
            _ => Join(record, field, 0, field.Argument, buffer),
        };
    }

    /// <summary>The value of <c>Key=value</c> or <c>Key: value</c>; the key's case and blanks around both do not count.</summary>
    public static bool TryLineValue(ReadOnlySpan<char> line, string key, out ReadOnlySpan<char> value)
    {
        value = default;
        line = line.Trim();
        if (!line.StartsWith(key, StringComparison.OrdinalIgnoreCase))
            return false;
        line = line[key.Length..].TrimStart();
        if (line.IsEmpty || line[0] is not ('=' or ':'))
            return false;
        value = line[1..].Trim();
        return true;
    }

    private static ReadOnlySpan<char> HexToDecimal(ReadOnlySpan<char> text, ConversionBuffer buffer)
    {
        if (!text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            || !ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            return text;
        }

        buffer.Clear();
        buffer.Append(number);
        return buffer.Text;
    }

    private static ReadOnlySpan<char> IntegrityLevel(ReadOnlySpan<char> text) => text switch
    {
        _ when !text.StartsWith(LabelPrefix, StringComparison.OrdinalIgnoreCase) => text switch
        {
            "%%1536" => "Untrusted",
            "%%1537" => "Low",
            "%%1538" => "Medium",
            "%%1539" => "High",
            "%%1540" => "System",
            _ => text,
        },
        _ => text[LabelPrefix.Length..] switch
        {
            "0" => "Untrusted",
            "4096" => "Low",
            "8192" => "Medium",
            "8448" => "MediumPlus",
            "12288" => "High",
            "16384" => "System",
            "20480" => "Protected",
            _ => text,
        },
    };

    private static FieldState Join(LogRecord record, BoundField field, int first, string? separator, ConversionBuffer buffer)
    {
        var state = FieldState.Absent;
        for (var part = first; part < field.Parts.Length; part++)
        {
            var partState = First(record, field, part, out var text);
            if (partState == FieldState.Text)
            {
                if (state == FieldState.Text)
                    buffer.Append(separator);
                buffer.Append(text);
                state = FieldState.Text;
            }
            else if (partState == FieldState.Null && state == FieldState.Absent)
            {
                state = FieldState.Null;
            }
        }

        return state;
    }

    private static FieldState Account(LogRecord record, BoundField field, ConversionBuffer buffer)
    {
        // Well-known SIDs, [MS-DTYP] 2.4.2.4.
        var name = First(record, field, 0, out var sid) == FieldState.Text
            ? sid switch
            {
                "S-1-5-18" => @"NT AUTHORITY\SYSTEM",
                "S-1-5-19" => @"NT AUTHORITY\LOCAL SERVICE",
                "S-1-5-20" => @"NT AUTHORITY\NETWORK SERVICE",
                _ => null,
            }
            : null;
        if (name is null)
            return Join(record, field, 1, @"\", buffer);
        buffer.Append(name);
        return FieldState.Text;
    }

    private static FieldState RegistryPath(LogRecord record, BoundField field, ConversionBuffer buffer)
    {
        const string Machine = @"\REGISTRY\MACHINE";
        const string Users = @"\REGISTRY\USER";
        if (First(record, field, 0, out var key) != FieldState.Text)
            return Join(record, field, 0, @"\", buffer);
        if (HasRoot(key, Machine))
        {
            buffer.Append("HKLM");
            key = AppendControlSet(key[Machine.Length..], buffer);
        }
        else if (HasRoot(key, Users))
        {
            buffer.Append("HKU");
            key = key[Users.Length..];
        }

        buffer.Append(key);
        for (var part = 1; part < field.Parts.Length; part++)
        {
            // A dash stands for the key's default value, which Sysmon names.
            if (First(record, field, part, out var name) != FieldState.Text)
                continue;
            buffer.Append(@"\");
            buffer.Append(name is "-" or "" ? "(Default)" : name);
        }

        return FieldState.Text;
    }

    // The set that the machine runs with: Sysmon writes its link, CurrentControlSet.
    private static ReadOnlySpan<char> AppendControlSet(ReadOnlySpan<char> key, ConversionBuffer buffer)
    {
        const string Sets = @"\SYSTEM\ControlSet";
        const int NumberChars = 3;
        var end = Sets.Length + NumberChars;
        if (!key.StartsWith(Sets, StringComparison.OrdinalIgnoreCase) || key.Length < end
            || key[Sets.Length..end].ContainsAnyExceptInRange('0', '9') || (key.Length > end && key[end] != '\\'))
        {
            return key;
        }

        buffer.Append(@"\System\CurrentControlSet");
        return key[end..];
    }

    private static bool HasRoot(ReadOnlySpan<char> path, string root) =>
        path.StartsWith(root, StringComparison.OrdinalIgnoreCase) && (path.Length == root.Length || path[root.Length] == '\\');

    private static FieldState RegistryValue(LogRecord record, BoundField field, ConversionBuffer buffer)
    {
        if (field.Parts.Length < 2 || First(record, field, 0, out var type) != FieldState.Text)
            return Join(record, field, 1, null, buffer);
        var state = First(record, field, 1, out var text);
        var isNumber = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        switch (type)
        {
            // Messages of the object access audit: 1876 REG_DWORD, 1883 REG_QWORD, 1875 REG_BINARY.
            case "%%1876" when isNumber && number <= uint.MaxValue:
                buffer.Append("DWORD (0x");
                buffer.Append(number, "x8");
                buffer.Append(")");
                return FieldState.Text;
            case "%%1883" when isNumber:
                buffer.Append("QWORD (0x");
                buffer.Append(number >> 32, "x8");
                buffer.Append("-0x");
                buffer.Append(number & uint.MaxValue, "x8");
                buffer.Append(")");
                return FieldState.Text;
            case "%%1875":
                buffer.Append("Binary Data");
                return FieldState.Text;
            default:
                buffer.Append(text);
                return state;
        }
    }

    private static FieldState First(LogRecord record, BoundField field, int part, out ReadOnlySpan<char> text)
    {
        text = default;
        var slots = field.Parts[part];
        return slots.IsEmpty ? FieldState.Absent : record.Read(slots[0], 0, out text);
    }
}
