namespace Dwell.Case;

/// <summary>
/// A case can't be made, opened or written; the message is one sentence for the person who asked.
/// </summary>
public sealed class CaseException(string sentence, Exception? inner = null) : Exception(sentence, inner);
