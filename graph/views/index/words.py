"""The words of a text as the index of words knows them, and the words of a query: the same rules for both.

A word is kept whole and in its parts, so that "Qwen2.5-7B" is found by itself, by "Qwen 2.5" and by "7B"; English words
are spelled as in America and stemmed, accents and case do not count, text of scripts without spaces is cut into pairs
of signs.
"""

import functools
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator

from graph.views.index.spelling import american

WORDS_VERSION = "4"
"""Changes whenever the rules do, so that an index made by older rules is made anew."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u2e80-\u2fff\u3005-\u3007\u3041-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
)
"""Scripts whose words are written without spaces, or with endings joined to them."""
# A word goes on over one sign of punctuation if more of it follows; a plus or a sharp sign may end it: C++, HumanEval+.
_RAW = re.compile(rf"[{_UNSPACED}]+|(?:(?![{_UNSPACED}])[^\W_])+(?:[-_./:’'@&,](?:(?![{_UNSPACED}])[^\W_])+)*[+#]*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DOTTED = re.compile(r"[^\W\d](?:\.[^\W\d])+")
_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_PIECE = re.compile(r"[^\W_]+(?:\.\d+)*[+#]*")
_LETTERS_DIGITS = re.compile(r"([^\W\d_]{2,}|\d+(?:\.\d+)*)")
_LONGEST = 120
"""Of a longer run (an encoded picture, a hash) the beginning alone is kept: nobody asks for the rest."""


def word_tokens(text: str) -> list[str]:
    """Return the words of a text, in order, each with the parts it has; a word that occurs twice is there twice."""
    return [term for raw in raw_words(text) for term in terms_of(raw)]


def raw_words(text: str) -> list[str]:
    """Return the runs of a text that words are made of, folded: without case, accents and width."""
    return _RAW.findall(_folded(text))


def term_key(term: str) -> int:
    """Return the 61 bits by which the index knows a word, shifted by three: below them it says where the word stands.

    Two of a million words share them with a chance of one in five million.
    """
    digest = hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") & ~7


@functools.lru_cache(maxsize=300_000)
def exact_of(raw: str) -> tuple[str, ...]:
    """Return the words of a folded run that have a stem, as they are written."""
    if _is_word(raw):
        return (raw,)
    plain = raw[:_LONGEST].replace("’", "'")
    return tuple(dict.fromkeys(one for one in _PIECE.findall(plain.removesuffix("'s")) if _is_word(one)))


def _is_word(raw: str) -> bool:
    return raw.isalpha() and raw.isascii()


@functools.lru_cache(maxsize=300_000)
def terms_of(raw: str) -> tuple[str, ...]:
    """Return a folded run as words: itself, and its parts where it has any."""
    if _is_word(raw):
        return (_stem(raw),)
    if re.match(f"[{_UNSPACED}]", raw):
        return tuple(raw[at : at + 2] for at in range(len(raw) - 1)) or (raw,)
    return tuple(dict.fromkeys(term for term in _parts(raw[:_LONGEST]) if term))


def _parts(raw: str) -> Iterator[str]:
    plain = raw.replace("’", "'")
    if plain.endswith("'s"):
        plain = plain[:-2]
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if "," in plain:  # no number: a list without blanks
        for one in plain.split(","):
            yield from terms_of(one)
        return
    if plain.isalpha():
        yield _stem(plain)
        return
    yield plain
    if _DOTTED.fullmatch(plain):  # U.S., E.U.
        yield plain.replace(".", "")
        return
    if _NUMBER.fullmatch(plain):
        return
    if "/" in plain:
        yield from (one for one in plain.split("/") if one.isdigit() or not one.isalpha())
    for piece in _PIECE.findall(plain):
        yield _stem(piece) if piece.isalpha() else piece
        if piece[-1] == "s" and piece[-2:-1].isdigit():  # H100s, 1990s
            yield piece[:-1]
        if not piece.isalpha() and not piece.isdigit():
            yield from _halves(piece)


def _halves(piece: str) -> Iterator[str]:
    """Yield letters and digits of a piece apart where the letters are a word: GPT4, Qwen2.5, 80GB, not H100 or 7B."""
    found = _LETTERS_DIGITS.findall(piece)
    if any(one.isalpha() for one in found):
        yield from (_stem(one) if one.isalpha() else one for one in found)


@functools.cache
def _stemmer() -> Callable[[str], str]:
    from Stemmer import Stemmer  # type: ignore[import-not-found]

    stem: Callable[[str], str] = Stemmer("english", 100_000).stemWord
    return stem


def _stem(word: str) -> str:
    return _stemmer()(american(word)) if word.isascii() else word


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold().translate(_accents())


@functools.cache
def _accents() -> dict[int, str]:
    """Return what each Latin letter with an accent becomes, and that soft hyphens and the like are nothing."""
    table = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), "")
    for first, last in ((0xC0, 0x250), (0x1E00, 0x1F00)):
        for code in range(first, last):
            base = unicodedata.normalize("NFD", chr(code))[0]
            if base.isascii() and ord(base) != code:
                table[code] = base
    return table
