using Dwell.Analysis.Facts;

namespace Dwell.Analysis.Tests.Facts;

public sealed class ImagePathTests
{
    [Theory]
    [InlineData(@"""C:\Program Files\A B\run.exe"" -k ""x y""", @"c:\program files\a b\run.exe")]
    [InlineData(@"C:\Program Files\A B\run.exe -k x", @"c:\program files\a b\run.exe")]
    [InlineData(@"C:\ProgramData\x.exe", @"c:\programdata\x.exe")]
    [InlineData(@"%SystemRoot%\System32\svchost.exe -k netsvcs", @"c:\windows\system32\svchost.exe")]
    [InlineData(@"%WINDIR%\tool.exe", @"c:\windows\tool.exe")]
    [InlineData(@"\SystemRoot\System32\drivers\a.sys", @"c:\windows\system32\drivers\a.sys")]
    [InlineData(@"System32\drivers\a.sys", @"c:\windows\system32\drivers\a.sys")]
    [InlineData(@"\??\C:\Windows\a.sys", @"c:\windows\a.sys")]
    [InlineData(@"\\?\C:\Windows\System32\a.exe /x", @"c:\windows\system32\a.exe")]
    [InlineData(@"\\?\UNC\10.0.0.7\share\a.exe", @"\\10.0.0.7\share\a.exe")]
    [InlineData(@"\\10.0.0.7\share\a.exe -s", @"\\10.0.0.7\share\a.exe")]
    [InlineData(@"C:/Users/x/a.EXE /q", @"c:\users\x\a.exe")]
    [InlineData(@"C:\a.exe,0", @"c:\a.exe")]
    [InlineData(@"C:\Temp\no ending at all", @"c:\temp\no")]
    [InlineData(@"""C:\never closed.exe", @"c:\never closed.exe")]
    [InlineData(@"C:\files.execute\b.dll", @"c:\files.execute\b.dll")]
    [InlineData("  ", "")]
    [InlineData("", "")]
    public void Finds_the_program_of_a_command_line(string commandLine, string expected)
    {
        Assert.Equal(expected, ImagePath.OfCommandLine(commandLine));
    }

    [Theory]
    [InlineData(@"C:\Windows\System32\svchost.exe", true, false)]
    [InlineData(@"C:\Program Files (x86)\Vendor\a.exe", true, false)]
    [InlineData(@"C:\ProgramData\a\a.exe", false, true)]
    [InlineData(@"C:\Windows\Temp\a.exe", false, true)]
    [InlineData(@"C:\Windows\System32\Tasks\a.exe", false, true)]
    [InlineData(@"\\FS\share\a.exe", false, true)]
    [InlineData(@"\\?\C:\Windows\System32\a.exe", true, false)]
    [InlineData(@"D:\apps\a.exe", false, false)]
    public void Tells_where_programs_are_installed_from_where_anybody_may_write(string path, bool system, bool writable)
    {
        var normalised = ImagePath.Normalise(path);

        Assert.Equal((system, writable), (ImagePath.IsInSystemFolder(normalised), ImagePath.IsInWritableFolder(normalised)));
    }

    [Theory]
    [InlineData(@"c:\windows\system32\cmd.exe", true)]
    [InlineData("powershell", true)]
    [InlineData(@"c:\windows\system32\svchost.exe", true)]
    [InlineData(@"c:\tools\mycmd.exe", false)]
    public void Knows_programs_that_run_what_their_arguments_say(string path, bool expected)
    {
        Assert.Equal(expected, ImagePath.IsInterpreter(path));
    }

    [Fact]
    public void A_hostile_command_line_of_a_megabyte_is_read_at_once()
    {
        var commandLine = string.Concat(Enumerable.Repeat(".exe_.dll_", 100_000));

        Assert.Equal(commandLine.Length, ImagePath.OfCommandLine(commandLine).Length);
    }
}
