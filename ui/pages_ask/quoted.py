"""An answer that quotes documents, taken apart so that each quote can stand by itself."""

import re
from dataclasses import dataclass

from qa.quoting.plain import readable
from qa.reply import Answer, Citation

_EMPHASIS = re.compile(r"\*{2,}|`+|(?<!\w)_{2,}|_{2,}(?!\w)")
_PAIRS = {"(": 1, ")": -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """What an answer says beside its quotes. The quotes themselves are its citations."""

    tail: str
    """What stands after the last: where they differ, and what was not checked."""


def quoted(answer: Answer) -> Quoted | None:
    """Return an answer taken apart; None where it is no row of quotes, each with its mark and its source."""
    if answer.status != "passages" or answer.read_by or not answer.citations:
        return None
    heads, at = [], 0
    for citation in answer.citations:
        found = _place(answer.text, citation, at)
        if found is None:
            return None
        heads.append(answer.text[at : found[0]].strip())
        at = found[1]
    return None if any(heads[1:]) else Quoted(tail=answer.text[at:].strip())


def _place(text: str, citation: Citation, at: int) -> tuple[int, int] | None:
    """Return where a quote stands with its mark and its source, from ``at`` on."""
    quote, mark = f'"{readable(citation.quote)}"', f" [{citation.n}]"
    begin = text.find(quote, at)
    if begin < 0 or not text.startswith(mark, begin + len(quote)):
        return None
    end = begin + len(quote) + len(mark)
    source = f" ({citation.title}"
    return begin, _closed(text, end + len(source)) if text.startswith(source, end) else end


def _closed(text: str, at: int) -> int:
    """Return where a parenthesis ends that was open before ``at``: behind the text where it never does."""
    depth = 1
    while at < len(text) and depth:
        depth += _PAIRS.get(text[at], 0)
        at += 1
    return at


def legible(quote: str) -> str:
    """Return a quote as it is read: on one line, without the marks of emphasis and the targets of links."""
    return _EMPHASIS.sub("", readable(quote))
