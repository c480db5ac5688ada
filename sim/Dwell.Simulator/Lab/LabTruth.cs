namespace Dwell.Simulator.Lab;

/// <summary>What is true in the scenario, and what its owner knows.</summary>
internal static class LabTruth
{
    /// <summary>The context file that lies with the evidence.</summary>
    public const string Context = """
        organisation: Halden Optics (invented)
        domains: [halden.example]
        networks: ["10.40.0.0/16"]
        segments:
          - { name: office, cidrs: ["10.40.1.0/24"] }
          - { name: servers, cidrs: ["10.40.2.0/24"] }
          - { name: workshop, cidrs: ["10.40.3.0/24"] }
        links:
          - { segment: servers, megabitsPerSecond: 20 }
        assets:
          - { host: ws-adele, addresses: ["10.40.1.21"], role: workstation, os: windows }
          - { host: ws-bruno, addresses: ["10.40.1.22"], role: workstation, os: windows }
          - { host: dc01, addresses: ["10.40.2.2"], role: domain controller, os: windows }
          - { host: fs01, addresses: ["10.40.2.5"], role: file server, os: windows, holds: [lens designs] }
          - { host: cnc1, addresses: ["10.40.3.9"], role: machine controller, os: windows }
        retention:
          - { source: windows-security, days: 7 }
        detected:
          - { at: "2026-03-06T16:40:00Z", by: IT staff, what: unknown archive in PerfLogs of fs01 }
        known:
          - { address: 198.51.100.20, why: update and backup service of the vendor, from: "2026-03-01", to: "2026-12-31" }
        words: [lens-7]

        """;

    public const string Markdown = """
        # What is true in this sample

        Everything here is invented and was written by Dwell's simulator: the organisation, its people, hosts and addresses, and the
        intruder. Every log begins with a record of the provider `Dwell-Simulator` that says so. Times are UTC.

        | when | where | what | which records say so |
        | --- | --- | --- | --- |
        | 3 March 09:14 | WS-ADELE | A document from the mail starts PowerShell, which fetches `wsync.exe` from 203.0.113.77 into the public folder and starts it | Sysmon 1, 3, 11, 22; PowerShell 4104 |
        | 3 March 09:40 | WS-ADELE | It gets full rights through a bent class of the user and `fodhelper` | Sysmon 13, 1 |
        | 3 March 09:41 | WS-ADELE | Backdoor: service `WinSyncHelper`, `C:\Users\Public\Libraries\wsync.exe`; from then on it calls 203.0.113.77:443 about every two and a half hours | System 7045; Sysmon 11, 13, 1, 3 |
        | 3 March 09:43 | WS-ADELE | Second way in: task `\WinSync Update`, same program, daily at 08:00 | TaskScheduler 106, 129, 200 |
        | 4 March 10:20 | WS-ADELE | The service reads the memory of the logon process; the account `svc-backup` is taken | Sysmon 10, 11 |
        | 4 March 11:02 | WS-ADELE to FS01 | Service `qzhelp` installed from afar with `svc-backup`; commands through it | WS-ADELE Security 4648; DC01 4776; FS01 System 7045, Sysmon 1. FS01's own Security records of it (4624, 5145, 4697) were cleared |
        | 4 March 15:31 | WS-ADELE to WS-BRUNO | Logon with `svc-backup`, six minutes. Nothing was done there; no log could show it | WS-BRUNO Security 4624; DC01 4776 |
        | 5 March 02:10 | FS01 | `D:\Projects\Lens-7` packed with a password into `C:\PerfLogs\pl1.rar` | Sysmon 1, 11 |
        | 5 March 02:31 | FS01 | The archive (412,330,112 bytes) is sent to 198.51.100.140 | Sysmon 1, 3: that it was sent, not how much |
        | 5 March 02:55 | FS01 | Security log emptied | Security 1102; Sysmon 1 |
        | 6 March 18:00 | | The evidence ends; the service still calls | Sysmon 3 |

        ## What cannot be known from this evidence
        - What happened on WS-BRUNO on 4 March: only logons are audited there.
        - What WS-BRUNO's Security log held from 3 March 14:00 to 4 March 08:30: a stretch of record ids is missing.
        - What DC01 saw before 3 March 12:00: overwritten.
        - How many bytes left FS01: nothing counts them. The link carries 20 Mbit/s.
        - Anything about CNC1, which was never examined.

        ## What is innocent
        The service `Vendor Backup Agent` on FS01 and its nightly call to 198.51.100.20; `Lenswright Licence Service` on WS-ADELE; the
        remote desktop sessions of `it-carla` from WS-BRUNO to FS01; updates and scheduled defragmentation.

        """;

    public const string Json = """
        {
          "schema": "dwell/truth/1",
          "simulated": true,
          "scenario": "lab",
          "evidence": { "from": "2026-03-02T06:00:00Z", "to": "2026-03-06T18:00:00Z" },
          "hosts": { "known": 5, "seen": 4, "neverExamined": ["CNC1"] },
          "answers": {
            "backdoor": {
              "state": "yes",
              "items": [
                { "host": "WS-ADELE", "kind": "service", "name": "WinSyncHelper", "path": "C:\\Users\\Public\\Libraries\\wsync.exe",
                  "commandAndControl": ["203.0.113.77:443"], "first": "2026-03-03T09:41:31Z" },
                { "host": "WS-ADELE", "kind": "task", "name": "\\WinSync Update", "path": "C:\\Users\\Public\\Libraries\\wsync.exe",
                  "first": "2026-03-03T09:43:30Z" },
                { "host": "FS01", "kind": "service", "name": "qzhelp", "path": "%SystemRoot%\\qzhelp.exe",
                  "first": "2026-03-04T11:02:44Z" }
              ]
            },
            "since": { "state": "yes", "began": "2026-03-03T09:14:08Z", "ended": null },
            "who": { "intrusions": 1, "actor": "unknown" },
            "movement": {
              "state": "yes",
              "entry": { "host": "WS-ADELE", "at": "2026-03-03T09:14:08Z" },
              "edges": [
                { "from": "WS-ADELE", "to": "FS01", "account": "HALDEN\\svc-backup", "method": "smb-service", "at": "2026-03-04T11:02:41Z" },
                { "from": "WS-ADELE", "to": "WS-BRUNO", "account": "HALDEN\\svc-backup", "method": "network-logon", "at": "2026-03-04T15:31:05Z" }
              ]
            },
            "read": { "files": [ { "host": "FS01", "path": "D:\\Projects\\Lens-7", "first": "2026-03-05T02:10:02Z" } ] },
            "taken": {
              "bytes": 412330112,
              "transfers": [ { "host": "FS01", "destination": "198.51.100.140", "channel": "https", "first": "2026-03-05T02:31:03Z",
                "staged": ["C:\\PerfLogs\\pl1.rar"] } ]
            },
            "active": { "state": "yes", "contain": { "hosts": ["FS01", "WS-ADELE"], "accounts": ["HALDEN\\adele.voss", "HALDEN\\svc-backup"],
              "addresses": ["198.51.100.140", "203.0.113.77"], "domains": ["cdn.weather-sync.example"] } }
          },
          "lost": [
            { "host": "FS01", "class": "windows-security", "until": "2026-03-05T02:55:00Z", "why": "cleared" },
            { "host": "DC01", "class": "windows-security", "until": "2026-03-03T12:00:00Z", "why": "rotated" },
            { "host": "WS-BRUNO", "class": "windows-security", "from": "2026-03-03T14:00:00Z", "until": "2026-03-04T08:30:00Z", "why": "gap" }
          ]
        }

        """;
}
