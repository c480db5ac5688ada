namespace Dwell.Cli;

/// <summary>The command was used wrongly; its message is the one sentence that the user sees.</summary>
internal sealed class WrongUseException(string sentence) : Exception(sentence);
