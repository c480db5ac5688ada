using System.Collections.Immutable;
using Dwell.Model.Evidence;
using Dwell.Readers.Logs;
using Dwell.Readers.Times;

namespace Dwell.Readers.Lines;

/// <summary>
/// Lines whose times may lack a year or a zone: the clock of the file is found once and goes with each block, and with each cited
/// line, so that a record has the same time wherever it is read.
/// </summary>
public abstract class ClockedFormat(LineKnowledge knowledge) : LogFormat
{
    /// <summary>What all formats of lines know.</summary>
    protected LineKnowledge Knowledge => knowledge;

    /// <inheritdoc/>
    public sealed override LogCutter Open(LogFile file) => new Cutter(file, report => StateOf(file, report));

    /// <summary>A block with the cited line and what its reader knows of the file.</summary>
    public sealed override LogBlock? BlockOf(LogFile file, ImmutableArray<LocatorPiece> pieces) =>
        pieces.IsDefaultOrEmpty ? null : LogBlock.OfPiece(this, file, pieces[0], StateOf(file, static _ => { }));

    /// <summary>Finds the times of the file's lines.</summary>
    protected abstract LineTimes TimesOf(LogFile file);

    /// <summary>What blocks carry: the clock, unless a format needs more.</summary>
    protected virtual object StateOf(LogFile file, LogClock clock) => clock;

    // Years and zones are looked for in UTF-8 only; times in UTF-16 that lack one stay undated.
    private object StateOf(LogFile file, Action<Diagnostic> report) => StateOf(
        file,
        LineEncoding.Of(file.Bytes).Wide is null ? ClockSetting.Set(file, TimesOf(file), knowledge.Zones, report) : LogClock.Unset);

    private sealed class Cutter : LineCutter
    {
        private readonly object _state;

        public Cutter(LogFile file, Func<Action<Diagnostic>, object> stateWith)
            : base(file) => _state = stateWith(Report);

        protected override void OnBlock(LogBlock block) => block.State = _state;
    }
}
