namespace Dwell.Evtx.Templates;

/// <summary>The tokens of BinXML (MS-EVEN6 2.2.12.1). <see cref="More"/> marks elements with attributes and values with successors.</summary>
internal static class BinXmlToken
{
    public const byte EndOfStream = 0x00;
    public const byte OpenElement = 0x01;
    public const byte CloseStartElement = 0x02;
    public const byte CloseEmptyElement = 0x03;
    public const byte EndElement = 0x04;
    public const byte Value = 0x05;
    public const byte Attribute = 0x06;
    public const byte CData = 0x07;
    public const byte CharacterReference = 0x08;
    public const byte EntityReference = 0x09;
    public const byte InstructionTarget = 0x0A;
    public const byte InstructionData = 0x0B;
    public const byte TemplateInstance = 0x0C;
    public const byte NormalSubstitution = 0x0D;
    public const byte OptionalSubstitution = 0x0E;
    public const byte FragmentHeader = 0x0F;
    public const byte More = 0x40;
    public const int FragmentHeaderBytes = 4;

    /// <summary>Token, one byte, template id (4), offset of the definition in the chunk (4).</summary>
    public const int TemplateInstanceBytes = 10;

    /// <summary>Offset of the next definition (4), GUID (16), length of the BinXML (4).</summary>
    public const int DefinitionHeadBytes = 24;
}
