using Dwell.Model.Findings;

namespace Dwell.Report.Screen;

/// <summary>Colour for a terminal, or none: the words are the same.</summary>
public readonly record struct ScreenStyle(bool Colour)
{
    // Select Graphic Rendition, ECMA-48 8.3.117.
    private const string Reset = "\e[0m";
    private const string BoldCode = "\e[1m";
    private const string DimCode = "\e[2m";

    public string Bold(string text) => Wrap(BoldCode, text);

    public string Dim(string text) => Wrap(DimCode, text);

    public string Of(AnswerState state, string text) => Wrap(
        state switch
        {
            AnswerState.Yes => "\e[1;31m",
            AnswerState.Likely => "\e[1;33m",
            AnswerState.Bounded => "\e[1;36m",
            AnswerState.NoEvidence => "\e[32m",
            _ => "\e[35m",
        },
        text);

    private string Wrap(string code, string text) => Colour && text.Length > 0 ? code + text + Reset : text;
}
