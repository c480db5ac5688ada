using System.Collections.Immutable;
using Dwell.Model.Evidence;

namespace Dwell.Readers.Logs;

/// <summary>
/// A kind of log file. Immutable, shared by all threads: what is known of one file is in its <see cref="LogCutter"/>, what one
/// thread needs is in its <see cref="LogBlockReader"/>.
/// </summary>
public abstract class LogFormat
{
    /// <summary>The name, as <c>docs/formats</c> lists it: <c>zeek-tsv</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What people call it: <c>Zeek log (TSV)</c>.</summary>
    public abstract string Title { get; }

    /// <summary>True for content that this format reads, by its first bytes. The catalogue asks formats in its order.</summary>
    public abstract bool Recognizes(in LogHead head);

    /// <summary>Begins to cut a file into blocks.</summary>
    public abstract LogCutter Open(LogFile file);

    /// <summary>A reader of blocks for one thread, for any number of files.</summary>
    public abstract LogBlockReader CreateReader(ReaderTools tools);

    /// <summary>
    /// The pieces that a record rests on: its own bytes first, then what gives them meaning (a header). The records of one file
    /// come in the order of their offsets.
    /// </summary>
    public virtual CitedPieces CiteFrom(LogFile file) => new LinePieces(file.Bytes);

    /// <summary>
    /// A block with nothing but the cited bytes, to read the record again from what its citation names; null when the pieces
    /// make no sense. The default takes the first piece as the record.
    /// </summary>
    public virtual LogBlock? BlockOf(LogFile file, ImmutableArray<LocatorPiece> pieces) =>
        pieces.IsDefaultOrEmpty ? null : LogBlock.OfPiece(this, file, pieces[0], state: null);
}

/// <summary>Says which pieces records of one file rest on. Not for several threads.</summary>
public abstract class CitedPieces
{
    /// <summary>The pieces of a record, at least one; see <see cref="LogFormat.CiteFrom"/>.</summary>
    public abstract ImmutableArray<LocatorPiece> Of(RecordRef record);
}
