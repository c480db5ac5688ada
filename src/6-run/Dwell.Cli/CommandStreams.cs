using System.Text;

namespace Dwell.Cli;

/// <summary>
/// The three streams of a command. Results go to <see cref="Out"/>, everything else (progress, notes, errors) to
/// <see cref="Error"/>, so that a pipe carries results only.
/// </summary>
internal sealed class CommandStreams(Stream standardOut, TextWriter error, bool isOutRedirected, bool isErrorRedirected, int width)
{
    /// <summary>Standard output as bytes.</summary>
    public Stream StandardOut { get; } = standardOut;

    /// <summary>Standard output as UTF-8 text with <c>\n</c>.</summary>
    public TextWriter Out { get; } = new StreamWriter(standardOut, new UTF8Encoding(false)) { NewLine = "\n", AutoFlush = true };

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>True when standard output is no terminal: plain text then.</summary>
    public bool IsOutRedirected { get; } = isOutRedirected;

    /// <summary>True when standard error is no terminal: no progress bar then.</summary>
    public bool IsErrorRedirected { get; } = isErrorRedirected;

    /// <summary>Columns of the terminal, 80 when unknown.</summary>
    public int Width { get; } = width;

    /// <summary>True when colours may be used: a terminal, and <c>NO_COLOR</c> (no-color.org) is not set.</summary>
    public bool UseColour => !IsOutRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>The process's own streams.</summary>
    public static CommandStreams OfProcess()
    {
        var width = 80;
        if (!Console.IsOutputRedirected)
        {
            try
            {
                width = Math.Clamp(Console.WindowWidth, 20, 400);
            }
            catch (IOException)
            {
                // No window behind the terminal (some CI systems): the default stands.
            }
        }

        return new CommandStreams(
            Console.OpenStandardOutput(), Console.Error, Console.IsOutputRedirected, Console.IsErrorRedirected, width > 0 ? width : 80);
    }
}
