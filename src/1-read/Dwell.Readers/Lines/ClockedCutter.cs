using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Lines;

/// <summary>Cuts lines into blocks whose state is what their reader must know: the clock of the file, or more.</summary>
internal sealed class ClockedCutter : LineCutter
{
    private readonly object _state;

    public ClockedCutter(LogFile file, LineTimes times, LineKnowledge knowledge, Func<LogClock, object> stateOf)
        : base(file)
    {
        var clock = Encoding.Wide is null ? ClockSetting.Set(file, times, knowledge.Zones, Report) : LogClock.Unset;
        _state = stateOf(clock);
    }

    protected override void OnBlock(LogBlock block) => block.State = _state;
}
