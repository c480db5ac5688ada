using System.Globalization;
using System.Reflection;
using System.Text;

namespace Dwell.Structure.Tests;

/// <summary>What a library offers to others, one line a member, sorted: made from the built assembly.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in assembly.GetExportedTypes())
        {
            lines.Add($"{KindOf(type)} {NameOf(type)}");
            foreach (var member in type.GetMembers(Declared).Where(IsOffered))
                lines.Add($"  {NameOf(type)}.{Describe(member)}");
        }

        return string.Join('\n', lines.OrderBy(line => line.TrimStart().Split(' ', 2)[^1], StringComparer.Ordinal).ThenBy(line => line, StringComparer.Ordinal)) + "\n";
    }

    private static bool IsOffered(MemberInfo member) => member switch
    {
        // What the compiler writes for a record says nothing that the record's parameters do not.
        MethodInfo method => Visible(method) && !method.IsSpecialName && !method.Name.Contains('<', StringComparison.Ordinal)
            && method.Name is not ("PrintMembers" or "GetHashCode" or "Equals" or "ToString" or "Deconstruct"),
        ConstructorInfo constructor => Visible(constructor),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(Visible) && property.Name != "EqualityContract",
        FieldInfo field => (field.IsPublic || field.IsFamily) && field.Name != "value__",
        EventInfo => true,
        _ => false,
    };

    private static bool Visible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Describe(MemberInfo member) => member switch
    {
        MethodInfo method => $"{method.Name}({Parameters(method)}) : {NameOf(method.ReturnType)}{(method.IsStatic ? " static" : "")}",
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        PropertyInfo property => $"{property.Name} : {NameOf(property.PropertyType)} {{{string.Concat(property.GetAccessors(true).Where(Visible).Select(Accessor))} }}",
        FieldInfo { IsLiteral: true } field => $"{field.Name} = {Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        FieldInfo field => $"{field.Name} : {NameOf(field.FieldType)}",
        _ => member.Name,
    };

    private static string Accessor(MethodInfo accessor) =>
        accessor.ReturnType != typeof(void) ? " get;"
        : accessor.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit") ? " init;"
        : " set;";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{NameOf(parameter.ParameterType)} {parameter.Name}"));

    private static string KindOf(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate" : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsSealed ? "sealed class" : "class";

    private static string NameOf(Type type)
    {
        if (type.IsByRef)
            return "ref " + NameOf(type.GetElementType()!);
        if (type.IsArray)
            return NameOf(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter)
            return type.Name;
        var name = new StringBuilder(type.IsNested ? NameOf(type.DeclaringType!) + "." + type.Name : type.Namespace?.StartsWith("Dwell", StringComparison.Ordinal) == true ? type.FullName ?? type.Name : type.Name);
        var tick = name.ToString().IndexOf('`', StringComparison.Ordinal);
        if (!type.IsGenericType || tick < 0)
            return name.ToString();
        return $"{name.ToString()[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }
}
