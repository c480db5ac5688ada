using System.Globalization;
using Dwell.Model.Records;

namespace Dwell.Model.Tests;

public sealed class ShapeTableTests
{
    [Fact]
    public void Equal_fields_of_one_family_are_one_object()
    {
        var shapes = new ShapeTable();

        Assert.Same(shapes.Intern("windows", ["A", "B"]), shapes.Intern("windows", ["A", "B"]));
        Assert.NotSame(shapes.Intern("windows", ["A", "B"]), shapes.Intern("linux", ["A", "B"]));
        Assert.NotSame(shapes.Intern("windows", ["A", "B"]), shapes.Intern("windows", ["B", "A"]));
    }

    [Fact]
    public void Names_with_separators_in_them_are_not_taken_for_several_names()
    {
        var shapes = new ShapeTable();

        var one = shapes.Intern("windows", ["A\u001fB"]);
        var other = shapes.Intern("windows", ["1:A1:B"]);

        Assert.Single(one.Fields);
        Assert.Single(other.Fields);
        Assert.Equal(2, shapes.Intern("windows", ["A", "B"]).Fields.Length);
    }

    [Fact]
    public void Shapes_beyond_the_bound_are_whole_but_not_kept()
    {
        var shapes = new ShapeTable();
        for (var i = 0; i < ShapeTable.MostKept; i++)
            Assert.True(shapes.Intern("windows", [i.ToString(CultureInfo.InvariantCulture)]).IsKept);

        var beyond = shapes.Intern("windows", ["beyond", "too"]);

        Assert.False(beyond.IsKept);
        Assert.Equal(1, beyond.SlotOf("TOO"));
        Assert.NotSame(beyond, shapes.Intern("windows", ["beyond", "too"]));
        Assert.True(shapes.Intern("windows", ["7"]).IsKept);
    }
}
