from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen


def font_with(folder, family, characters):
    """Writes a font file whose glyphs are squares."""
    names = {ord(char): f"u{ord(char):X}" for char in characters}
    glyphs = {}
    for name in (".notdef", "space", *names.values()):
        pen = TTGlyphPen(None)
        if name != "space":
            pen.moveTo((50, 0))
            for corner in ((50, 700), (950, 700), (950, 0)):
                pen.lineTo(corner)
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({0x20: "space", **names})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.save(folder / f"{family}.ttf")
