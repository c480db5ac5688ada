using System.Collections.Immutable;

namespace Dwell.Evidence.Context;

/// <summary>One thing wrong in a context file; line and column count from 1.</summary>
public sealed record ContextError(long Line, long Column, string Sentence);

/// <summary>A context file can't be used. The message lists every error with its place, one a line.</summary>
public sealed class ContextException : Exception
{
    /// <summary>
    /// Makes the exception of the errors in a file; <paramref name="name"/> is shown before each place.
    /// </summary>
    public ContextException(string name, ImmutableArray<ContextError> errors, Exception? inner = null)
        : base(string.Join('\n', errors.Select(error => $"{name}:{error.Line}:{error.Column}: {error.Sentence}")), inner) =>
        Errors = errors;

    /// <summary>Makes the exception of a sentence about the file as a whole.</summary>
    public ContextException(string sentence, Exception? inner = null)
        : base(sentence, inner) => Errors = [];

    /// <summary>The errors, in the order of the file.</summary>
    public ImmutableArray<ContextError> Errors { get; }
}
