using Dwell.Model.Evidence;

namespace Dwell.Model.Tests;

public sealed class LocatorTests
{
    [Theory]
    [InlineData("off=0,len=0")]
    [InlineData("chunk=3,off=4711,len=120,rec=812")]
    [InlineData("chunk=3,off=4711,len=120,rec=18446744073709551615+chunk=3,off=600,len=90")]
    [InlineData("off=9223372036854775807,len=2147483647,line=12")]
    [InlineData("logs.zip!a/b.evtx!off=5,len=1")]
    [InlineData("100%25 done%21.zip!a%2Bb%0A!off=5,len=1+off=9,len=2")]
    public void Text_of_a_locator_reads_back_as_itself(string text)
    {
        Assert.True(Locator.TryParse(text, out var locator));
        Assert.Equal(text, locator!.ToString());
    }

    [Theory]
    [InlineData("50%.zip")]
    [InlineData("a!b")]
    [InlineData("a+b=c,d")]
    [InlineData("line\nbreak\0")]
    [InlineData("%21")]
    [InlineData("")]
    [InlineData("каталог/журнал.evtx")]
    public void Any_entry_name_has_one_reading(string name)
    {
        var locator = new Locator([name, "inner"], [new LocatorPiece(7, 3)]);

        Assert.True(Locator.TryParse(locator.ToString(), out var read));
        Assert.Equal(locator, read);
        Assert.Equal(locator.GetHashCode(), read!.GetHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("off=1")]
    [InlineData("len=1")]
    [InlineData("off=-1,len=1")]
    [InlineData("off=1,len=2147483648")]
    [InlineData("off=9223372036854775808,len=1")]
    [InlineData("off=1,len=1,")]
    [InlineData("off=1,len=1,hex=2")]
    [InlineData("off=1,len=1+")]
    [InlineData("off=0x1,len=1")]
    [InlineData("off= 1,len=1")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(Locator.TryParse(text, out var locator));
        Assert.Null(locator);
    }
}
