namespace Dwell.Evtx.Values;

/// <summary>FILETIME in terms of <see cref="DateTime"/>.</summary>
public static class FileTimes
{
    /// <summary>Ticks of <see cref="DateTime"/> at 1601-01-01, the epoch of FILETIME (MS-DTYP 2.3.3).</summary>
    public const long EpochTicks = 504_911_232_000_000_000;

    /// <summary>The largest FILETIME that <see cref="DateTime"/> can hold, 9999-12-31.</summary>
    public static long Most { get; } = DateTime.MaxValue.Ticks - EpochTicks;
}
