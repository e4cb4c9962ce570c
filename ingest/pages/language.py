"""The language of a text that does not name it, where its script alone tells."""

_LOOKED_AT = 4000
_ENOUGH = 0.2


def language_of(text: str) -> str | None:
    """Return zh, ja or ko for a text of which a fifth is written in that script; None for all others.

    Latin, Cyrillic and Arabic letters serve many languages: nothing is guessed from them.
    """
    chars = [char for char in text[:_LOOKED_AT] if not char.isspace()]
    han = sum("\u4e00" <= char <= "\u9fff" for char in chars)
    kana = sum("\u3040" <= char <= "\u30ff" for char in chars)
    hangul = sum("\uac00" <= char <= "\ud7a3" for char in chars)
    need = _ENOUGH * len(chars)
    if not chars or max(han + kana, hangul) < need:
        return None
    if hangul > han + kana:
        return "ko"
    return "ja" if kana * 10 > han else "zh"
