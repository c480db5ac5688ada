namespace Dwell.Pipeline.Running;

/// <summary>Progress that is heard where it is told, so that the last report comes before the result.</summary>
internal sealed class SynchronousProgress<T>(Action<T> hear) : IProgress<T>
{
    public void Report(T value) => hear(value);
}
