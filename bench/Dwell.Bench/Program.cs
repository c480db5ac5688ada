using Dwell.Bench;
using Dwell.Bench.Evaluation;
using Dwell.Bench.Evtx;
using Dwell.Bench.Json;
using Dwell.Bench.Lines;
using Dwell.Bench.Mixed;
using Dwell.Bench.Sigma;
using Dwell.Bench.Store;
using Dwell.Bench.Zeek;

var commands = new Dictionary<string, IBenchmark>(StringComparer.Ordinal)
{
    ["attack-samples"] = new AttackSamples(),
    ["make-input"] = new MakeInput(),
    ["evtx-bind"] = new BindBenchmark(),
    ["evtx-json"] = new ExportBenchmark(),
    ["json-lines"] = new JsonLines(),
    ["make-mixed"] = new MakeMixed(),
    ["mixed"] = new MixedBenchmark(),
    ["sigma"] = new SigmaBenchmark(),
    ["sigma-oracle"] = new SigmaOracle(),
    ["syslog"] = new SyslogBenchmark(),
    ["store-append"] = new StoreAppend(),
    ["zeek-conn"] = new ZeekConn(),
};

// `evaluate` alone runs every comparison that eng/check only samples.
if (args is ["evaluate"])
    args = ["sigma-oracle"];
else if (args is ["evaluate", ..])
    args = args[1..];
if (args.Length > 0 && commands.TryGetValue(args[0], out var command))
    return command.Run(args[1..]);

Console.Error.WriteLine("Name one of:");
foreach (var (name, item) in commands)
    Console.Error.WriteLine($"  {name} {item.Usage}");
return 2;
