using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Dwell.Report.Page;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dwell.Report;

/// <summary>
/// Makes <c>report.html</c>: one file without script that loads nothing from anywhere. Text from evidence is escaped,
/// cut at a stated length, isolated from the direction of its neighbours, and its invisible characters are spelled out.
/// </summary>
public static class HtmlReport
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Gives the whole page as UTF-8 without a byte order mark. The same input gives the same bytes.</summary>
    public static async Task<byte[]> RenderAsync(ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        // The default encoder writes every letter beyond ASCII as a number: legible in a browser, not in a diff.
        await using var services = new ServiceCollection()
            .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
            .BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = new Dictionary<string, object?> { [nameof(ReportPage.Input)] = input };
            var page = await renderer.RenderComponentAsync<ReportPage>(ParameterView.FromDictionary(parameters));
            return Utf8.GetBytes(page.ToHtmlString());
        });
    }
}
