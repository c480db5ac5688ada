namespace Dwell.Tests.Delimited;

public sealed class FieldsReadingTests
{
    [Fact]
    public void IIS_rows_are_read_by_the_header_above_them_which_may_change()
    {
        const string Text = """
            #Software: Microsoft Internet Information Services 10.0
            #Version: 1.0
            #Date: 2024-03-05 06:00:01
            #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status time-taken
            2024-03-05 06:00:01 192.0.2.10 GET /owa/ - 443 - 198.51.100.7 Mozilla/5.0+(X11) 200 15
            #Software: Microsoft Internet Information Services 10.0
            #Fields: date time c-ip cs-method cs-uri-stem sc-status
            2024-03-05 07:00:01 198.51.100.8 POST /ecp/x.aspx 302
            """;

        Assert.Equal(
        [
            "iis/access 2024-03-05T06:00:01Z date=2024-03-05 | time=06:00:01 | s-ip=192.0.2.10 | cs-method=GET | cs-uri-stem=/owa/ | s-port=443"
            + " | c-ip=198.51.100.7 | cs(User-Agent)=Mozilla/5.0 (X11) | sc-status=200 | time-taken=15",
            "iis/access 2024-03-05T07:00:01Z date=2024-03-05 | time=07:00:01 | c-ip=198.51.100.8 | cs-method=POST | cs-uri-stem=/ecp/x.aspx | sc-status=302",
        ],
        CsvText.Read(Text, "fields"));
    }

    [Fact]
    public void A_clock_without_a_date_takes_the_one_of_the_header()
    {
        Assert.Equal(
            ["iis/access 2003-11-01T00:00:16Z time=00:00:16 | c-ip=192.0.2.1 | cs-method=GET | cs-uri-stem=/a"],
            CsvText.Read("#Version: 1.0\n#Date: 2003-11-01 00:00:00\n#Fields: time c-ip cs-method cs-uri-stem\n00:00:16 192.0.2.1 GET /a\n", "fields"));
    }

    [Fact]
    public void Rows_parted_by_tabs_under_names_parted_by_blanks_are_read()
    {
        Assert.Equal(
            ["cloudfront/access 2023-05-06T07:08:09Z date=2023-05-06 | time=07:08:09 | x-edge-location=FRA2-C1 | c-ip=192.0.2.4 | cs-method=GET | cs-uri-stem=/a b | sc-status=200"],
            CsvText.Read("#Version: 1.0\n#Fields: date time x-edge-location c-ip cs-method cs-uri-stem sc-status\n2023-05-06\t07:08:09\tFRA2-C1\t192.0.2.4\tGET\t/a b\t200\n"));
    }

    [Fact]
    public void Values_in_quotes_may_hold_blanks()
    {
        Assert.Equal(
            ["bluecoat/access 2019-05-06T07:08:09Z date=2019-05-06 | time=07:08:09 | c-ip=192.0.2.4 | cs-username=north\\anna | s-action=TCP_NC_MISS | cs-method=GET"
                + " | cs-host=www.example.org | cs(User-Agent)=Mozilla/4.0 (compatible; MSIE 6.0) | cs-categories=Search Engines/Portals"],
            CsvText.Read(
                "#Software: SGOS 6.7.4.1\n#Version: 1.0\n#Fields: date time c-ip cs-username s-action cs-method cs-host cs(User-Agent) cs-categories\n"
                + "2019-05-06 07:08:09 192.0.2.4 north\\anna TCP_NC_MISS GET www.example.org \"Mozilla/4.0 (compatible; MSIE 6.0)\" \"Search Engines/Portals\"\n"));
    }

    [Fact]
    public void A_row_with_more_values_than_names_is_kept_as_text_and_said()
    {
        Assert.Equal(
            ["text/line undated message=2024-03-05 06:00:01 192.0.2.1 GET /a b c", "! line-unread"],
            CsvText.Read("#Fields: date time c-ip cs-method cs-uri-stem\n2024-03-05 06:00:01 192.0.2.1 GET /a b c\n"));
    }

    [Fact]
    public void Exchange_logs_are_comma_separated_with_quotes()
    {
        Assert.Equal(
            ["exchange/message-tracking 2022-09-19T15:02:29.339Z date-time=2022-09-19T15:02:29.339Z | client-ip=192.0.2.9 | source-context=MDB:1, \"Mailbox\" | source=SMTP"
                + " | event-id=RECEIVE | internal-message-id=7 | message-id=<a@x.example> | recipient-address=b@y.example;c@y.example | total-bytes=1234 | sender-address=a@x.example"],
            CsvText.Read(
                "#Software: Microsoft Exchange Server\r\n#Version: 15.01.2375.007\r\n#Log-type: Message Tracking Log\r\n#Date: 2022-09-19T15:02:29.339Z\r\n"
                + "#Fields: date-time,client-ip,source-context,source,event-id,internal-message-id,message-id,recipient-address,total-bytes,sender-address\r\n"
                + "2022-09-19T15:02:29.339Z,192.0.2.9,\"MDB:1, \"\"Mailbox\"\"\",SMTP,RECEIVE,7,<a@x.example>,b@y.example;c@y.example,1234,a@x.example\r\n",
                "fields"));
    }

    [Fact]
    public void An_Exchange_log_of_another_kind_is_read_by_its_header()
    {
        Assert.Equal(
            ["w3c/record 2022-09-19T15:02:29.339Z Timestamp=2022-09-19T15:02:29.339Z | Something=a, b | Other=c"],
            CsvText.Read("#Software: Microsoft Exchange Server\n#Log-type: New\n#Fields: Timestamp,Something,Other\n2022-09-19T15:02:29.339Z,\"a, b\",c\n"));
    }

    [Fact]
    public void Windows_Firewall_writes_local_time_which_is_said()
    {
        Assert.Equal(
            ["windows/firewall-log 2021-02-03T04:05:06Z date=2021-02-03 | time=04:05:06 | action=DROP | protocol=TCP | src-ip=192.0.2.1 | dst-ip=198.51.100.2 | src-port=1024 | dst-port=445 | size=52", "! zone-assumed"],
            CsvText.Read(
                "#Version: 1.5\n#Software: Microsoft Windows Firewall\n#Time Format: Local\n#Fields: date time action protocol src-ip dst-ip src-port dst-port size path\n\n"
                + "2021-02-03 04:05:06 DROP TCP 192.0.2.1 198.51.100.2 1024 445 52 -\n"));
    }
}
