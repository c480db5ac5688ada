namespace Dwell.Readers.Json;

/// <summary>
/// Where the parts of a logging service's message stand, as indexes in <see cref="JsonKeys.Names"/>, -1 for those that the records
/// lack. Such records are read by the patterns of <c>content/lines</c>, as the same message in a file of lines is; the other
/// fields follow under their own names.
/// </summary>
public sealed record JsonMessage(int Text, int Program, int HostName, int ProcessId, int Severity, int Facility)
{
    internal bool Has(int key) => key == Text || key == Program || key == HostName || key == ProcessId || key == Severity || key == Facility;
}
