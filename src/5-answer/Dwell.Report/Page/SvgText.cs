using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Dwell.Report.Page;

/// <summary>SVG's <c>text</c> element, whose name Razor keeps for itself. Attributes pass through.</summary>
public sealed class SvgText : ComponentBase
{
    [Parameter] public string Words { get; set; } = "";

    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddMultipleAttributes(1, Attributes);
        builder.AddContent(2, Words);
        builder.CloseElement();
    }
}
