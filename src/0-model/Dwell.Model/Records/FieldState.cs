namespace Dwell.Model.Records;

/// <summary>What a record has at a slot.</summary>
public enum FieldState : byte
{
    /// <summary>The record does not have the field.</summary>
    Absent,

    /// <summary>The field is there without a value (a null substitution, a JSON null).</summary>
    Null,

    /// <summary>The field has a text, which may be empty.</summary>
    Text,
}
