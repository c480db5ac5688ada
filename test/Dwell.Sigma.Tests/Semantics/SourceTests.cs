using Dwell.Content.LogSources;
using Dwell.Content.Store;
using Dwell.Model.LogSources;
using Dwell.Model.Records;

namespace Dwell.Sigma.Tests.Semantics;

/// <summary>What the Windows log-source table makes of records.</summary>
public class SourceTests
{
    private const string ProcessCreation = "category: process_creation, product: windows";
    private static readonly LogSourceTable Table = LogSourceContent.Read(ContentStore.Embedded);

    private const string Security4688 = """
        {"Channel":"Security","EventID":4688,"NewProcessName":"C:\\Windows\\System32\\cmd.exe","CommandLine":"cmd /c whoami",
         "ParentProcessName":"C:\\Windows\\explorer.exe","NewProcessId":"0x1a4","ProcessId":"0x10","MandatoryLabel":"S-1-16-12288",
         "SubjectUserSid":"S-1-5-21-1-2-3-500","SubjectDomainName":"LAB","SubjectUserName":"ann","SubjectLogonId":"0x3e7"}
        """;

    [Theory]
    [InlineData("Image|endswith: '\\cmd.exe'")]
    [InlineData("ParentImage|endswith: '\\explorer.exe'")]
    [InlineData("CommandLine|contains: whoami")]
    [InlineData("ProcessId: 420")]
    [InlineData("ParentProcessId: 16")]
    [InlineData("IntegrityLevel: High")]
    [InlineData("User: 'LAB\\ann'")]
    [InlineData("LogonId: '0x3e7'")]
    public void Security_4688_is_a_process_creation(string test) => Assert.True(Matches(ProcessCreation, $"selection: {{{test}}}", Security4688));

    [Theory]
    [InlineData("S-1-5-18", "NT AUTHORITY\\SYSTEM")]
    [InlineData("S-1-5-20", "NT AUTHORITY\\NETWORK SERVICE")]
    public void System_accounts_go_by_the_names_that_Sysmon_writes(string sid, string name) =>
        Assert.True(Matches(ProcessCreation, $"selection: {{User: '{name}'}}", Security4688.Replace("S-1-5-21-1-2-3-500", sid, StringComparison.Ordinal)));

    [Theory]
    [InlineData("{selection: {Image|endswith: cmd.exe}, filter: {OriginalFileName: Cmd.Exe}, condition: selection and not filter}", false)]
    [InlineData("{selection: {Image|endswith: cmd.exe}, filter: {ParentCommandLine: null}, condition: selection and not filter}", false)]
    [InlineData("{selection: {Image|endswith: cmd.exe}, filter: {Hashes|exists: true}, condition: selection and not filter}", false)]
    [InlineData("{selection: {Image|endswith: cmd.exe}, filter: {Hashes|neq: x}, condition: selection and filter}", false)]
    [InlineData("{selection: {OriginalFileName: null}, condition: selection}", false)]
    [InlineData("{selection: [{Image|endswith: cmd.exe}, {OriginalFileName: Cmd.Exe}], condition: selection}", true)]
    [InlineData("{selection: {Image|endswith: cmd.exe}, filter: {OriginalFileName: x, CommandLine: y}, condition: selection and not filter}", true)]
    [InlineData("{selection: {Image|endswith: cmd.exe}, filter: {User|fieldref: ParentUser}, condition: selection and not filter}", false)]
    public void Fields_that_a_source_never_records_are_unknown_not_false(string detection, bool expected) =>
        Assert.Equal(expected, Matches(ProcessCreation, detection, Security4688));

    [Fact]
    public void The_same_filter_fires_where_the_source_could_have_recorded_the_field() => Assert.True(Matches(
        ProcessCreation,
        "{selection: {Image|endswith: cmd.exe}, filter: {OriginalFileName: Cmd.Exe}, condition: selection and not filter}",
        """{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"Image":"C:\\cmd.exe","OriginalFileName":"?"}"""));

    [Theory]
    [InlineData("Microsoft-Windows-Sysmon/Operational", 1, true)]
    [InlineData("MICROSOFT-windows-sysmon/operational", 1, true)]
    [InlineData("Microsoft-Windows-Sysmon/Operational", 3, false)]
    [InlineData("Application", 1, false)]
    public void Channel_and_event_id_decide_the_category(string channel, int eventId, bool expected) => Assert.Equal(
        expected,
        Matches(ProcessCreation, "selection: {Image: x}", $$"""{"Channel":"{{channel}}","EventID":{{eventId}},"Image":"x"}"""));

    [Fact]
    public void Rules_that_name_the_product_only_see_every_channel() =>
        Assert.True(Matches("product: windows", "selection: [needle]", """{"Channel":"Never-Heard-Of/It","EventID":7,"Data":["a needle"]}"""));

    [Fact]
    public void A_record_without_channel_is_seen_by_rules_of_the_product() =>
        Assert.True(Matches("product: windows", "selection: [needle]", """{"Channel":null,"Data":["a needle"]}"""));

    [Fact]
    public void A_rule_on_the_event_id_is_not_fooled_by_a_second_field_of_that_name()
    {
        Assert.True(Matches("product: windows, service: security", "selection: {EventID: 4625}", """{"Channel":"Security","EventID":4624,"eventid":"4625"}"""));
        Assert.True(Matches("product: windows, service: security", "selection: {EventID: 4625}", """{"Channel":"Security","EventID":[4624,4625]}"""));
        Assert.False(Matches("product: windows, service: security", "selection: {EventID: 4624}", """{"Channel":"Security","EventID":"04624"}"""));
    }

    [Fact]
    public void Classic_PowerShell_fields_come_out_of_unnamed_Data()
    {
        const string Record = """
            {"Channel":"Windows PowerShell","EventID":400,"Data":["Available","None","\tNewEngineState=Available\n\tHostName=ConsoleHost\n\tHostApplication=powershell.exe -nop -c iex\n\tEngineVersion=5.1"]}
            """;
        Assert.True(Matches("category: ps_classic_start, product: windows", "selection: {HostApplication|contains: ' -nop '}", Record));
        Assert.True(Matches("category: ps_classic_start, product: windows", "selection: {EngineVersion|startswith: '5.'}", Record));
        Assert.True(Matches("category: ps_classic_start, product: windows", "selection: {Data|contains|all: [HostName=ConsoleHost, iex]}", Record));
        Assert.False(Matches("category: ps_classic_start, product: windows", "selection: {ScriptName|exists: true}", Record));
    }

    [Fact]
    public void Security_4657_is_a_registry_event_in_Sysmons_words()
    {
        const string Record = """
            {"Channel":"Security","EventID":4657,"ObjectName":"\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001\\Services\\evil","ObjectValueName":"Start",
             "NewValueType":"%%1876","NewValue":"2","ProcessName":"C:\\x.exe"}
            """;
        Assert.True(Matches("category: registry_set, product: windows",
            "selection: {TargetObject: 'HKLM\\System\\CurrentControlSet\\Services\\evil\\Start', Details: 'DWORD (0x00000002)', Image|endswith: x.exe}", Record));
    }

    [Fact]
    public void Old_Sysmon_registry_roots_read_as_new_ones() => Assert.True(Matches(
        "category: registry_set, product: windows",
        "selection: {TargetObject|startswith: 'HKU\\S-1-5-21'}",
        """{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":13,"TargetObject":"\\REGISTRY\\USER\\S-1-5-21-1\\Software\\x"}"""));

    [Fact]
    public void Other_families_are_not_touched()
    {
        var rules = SigmaRuleSet.Load([new RuleSource("r.yml", OneRule.Text("selection: [x]"))]);
        var record = FlatRecord.Of(new ShapeTable(), "zeek", [new("Channel", "Security"), new("a", "x")]);

        Assert.Empty(SigmaEngine.Create(rules, Table).CreateMatcher().Match(record).ToArray());
    }

    private static bool Matches(string logSource, string detection, string record) =>
        new OneRule(OneRule.Text(detection, logSource), [.. Table.Rows]).Matches(record);
}
