namespace Dwell.Content.Mappings;

/// <summary>
/// How the text of source fields becomes the value of a column. Every conversion leaves out what says
/// nothing: an empty
/// text, white space, and <c>-</c>, which Windows writes for "no value".
/// </summary>
public enum ColumnConversion
{
    /// <summary>The text without white space at its ends.</summary>
    Text,

    /// <summary><c>0x1a4</c> and <c>420</c> to <c>420</c>; what is no number is left out.</summary>
    Decimal,

    /// <summary>As <see cref="Decimal"/>; 0 is left out (port 0 stands for "none").</summary>
    Port,

    /// <summary>
    /// An IP address; IPv4 in IPv6 (<c>::ffff:10.0.0.1</c>) as IPv4, so that sources agree; anything else
    /// (<c>LOCAL</c>) is left out.
    /// </summary>
    Address,

    /// <summary>The address of <c>10.0.0.1:52202</c> or <c>[fe80::1]:52202</c>.</summary>
    EndpointAddress,

    /// <summary>The port of <c>10.0.0.1:52202</c>.</summary>
    EndpointPort,

    /// <summary>A SID; the null SID <c>S-1-0-0</c> is left out.</summary>
    Sid,

    /// <summary>
    /// Two fields, domain and name, to <c>DOMAIN\name</c>; the name alone where no domain is given; a name
    /// that ends in
    /// <c>@DOMAIN</c> loses that end. No name, no value.
    /// </summary>
    Account,

    /// <summary>The fields that have a value, joined by a backslash.</summary>
    Path,

    /// <summary>
    /// A registry path with <c>HKLM</c>, <c>HKU</c>, <c>HKCR</c> as roots and <c>CurrentControlSet</c> for
    /// <c>ControlSet001</c>….
    /// </summary>
    RegistryKey,

    /// <summary>The name of a share without the <c>\\*\</c> before it.</summary>
    Share,

    /// <summary>A status code; 0 is left out.</summary>
    Status,

    /// <summary>A status code to <c>success</c> (0) or <c>failure</c>.</summary>
    StatusOutcome,

    /// <summary>
    /// The keywords of a Security event to <c>success</c> or <c>failure</c>, by their audit bits.
    /// </summary>
    AuditOutcome,

    /// <summary><c>true</c> or <c>false</c> in small letters; anything else is left out.</summary>
    Flag,

    /// <summary>A logon session as <c>0x…</c> without leading zeros; 0 is left out.</summary>
    LogonId,

    /// <summary>
    /// The actions of a task's XML (<c>command arguments</c>, <c>com {class}</c>), joined by <c>; </c>; the
    /// whole text where it has none.
    /// </summary>
    TaskActions,

    /// <summary>
    /// A list of message codes (<c>%%4416 %%4417</c>) to the words of the table <c>message-codes</c>, joined
    /// by <c>, </c>.
    /// </summary>
    Codes,

    /// <summary>
    /// The value of a line <c>key = value</c> or <c>key: value</c>; the key is named beside it.
    /// </summary>
    LineValue,

    /// <summary>
    /// What stands in a sentence between two texts; they are named beside it with <c>…</c> between. The first occurrence of the one
    /// and the last of the other, since what is between may be a stranger's to choose; without quotes around it.
    /// </summary>
    Between,

    /// <summary>As <see cref="Between"/>; an address, anything else is left out.</summary>
    BetweenAddress,

    /// <summary>A Kerberos principal, <c>name/REALM</c> or <c>name@REALM</c>, to <c>REALM\name</c>; without a name, no value.</summary>
    Principal,

    /// <summary>All values of the field (a list of answers, of recipients), joined by <c>, </c>.</summary>
    List,

    /// <summary>
    /// The fields, each as <c>NAME=value</c> with the last part of the field's own name (before <c>hash</c> and
    /// <c>newValue</c>), joined by <c>,</c>; fields without a value are left out.
    /// </summary>
    Labelled,

    /// <summary>
    /// Two fields, host and path, to <c>http://host/path</c>; a path that is an address by itself (<c>http://…</c>, the
    /// <c>host:443</c> of CONNECT) stays as it is. No path, no value.
    /// </summary>
    Url,

    /// <summary>A number of milliseconds, with a fraction or not, to seconds.</summary>
    Milliseconds,

    /// <summary>The host of a URL (<c>http://user@host:80/path</c>), of <c>host:443</c> or of <c>//host/path</c>; a path alone has none.</summary>
    UrlHost,

    /// <summary>The port of the same; the scheme's own port where none is written.</summary>
    UrlPort,

    /// <summary>
    /// A hardware address (<c>00-11-22-33-44-55</c>, <c>001122334455</c>, <c>0011.2233.4455</c>) as pairs of small hex digits with
    /// colons.
    /// </summary>
    HardwareAddress,

    /// <summary>Parts of one text that <c>;</c> or <c>,</c> parts, joined by <c>, </c>, without empty ones.</summary>
    Parts,

    /// <summary>Two fields, path and query, to <c>path?query</c>; the path alone where there is no query.</summary>
    PathQuery,
}
