using System.Globalization;
using System.Text;

namespace Dwell.Bench.Mixed;

/// <summary>Makes a folder of logs of several kinds, of distinct records, of a wanted size.</summary>
internal sealed class MakeMixed : IBenchmark
{
    private const long FileBytes = 500_000_000;
    private const int LineRoom = 4_096;

    public string Usage => "FOLDER GB   Zeek conn (TSV) and dns (JSON), syslog, Windows events as JSON, IIS; GB in all";

    public int Run(string[] args)
    {
        if (args.Length < 2 || !double.TryParse(args[1], CultureInfo.InvariantCulture, out var gigabytes) || gigabytes <= 0)
        {
            Console.Error.WriteLine("make-mixed " + Usage);
            return 2;
        }

        Parallel.ForEach(MixedLog.All, part => Make(args[0], part.Log, (long)(part.Share * gigabytes * 1e9)));
        return 0;
    }

    private static void Make(string folder, MixedLog log, long bytes)
    {
        var buffer = new byte[1 << 20];
        long number = 0, written = 0;
        for (var file = 0; written < bytes; file++)
        {
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{log.Name}.{file:D3}.log"));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var output = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            var used = Encoding.UTF8.GetBytes(log.Header, buffer);
            var left = Math.Min(FileBytes, bytes - written);
            while (left > 0)
            {
                if (buffer.Length - used < LineRoom)
                {
                    output.Write(buffer, 0, used);
                    used = 0;
                }

                var length = log.Write(buffer.AsSpan(used), number++);
                used += length;
                written += length;
                left -= length;
            }

            output.Write(buffer, 0, used);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{log.Name,-20} {written / 1e9:F2} GB, {number:N0} records"));
    }
}
