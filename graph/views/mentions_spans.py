"""Where names stand in a text: whole words, as they are written, outside of addresses and code, the longest first."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from graph.views.mentions_fold import divides, fold
from graph.views.mentions_names import Bearer, Form, NameTable, Searcher
from graph.views.mentions_words import MentionWords

_ODD = re.compile(r"[^\w\s\-./'’&+‐‑]|[.]\s|\n[^\S\n]*\n|/")
_TAG = re.compile(r"<[A-Za-z/!?][^<>]*$")
_DESTINATION = re.compile(r"\]\([^()\s]*$")
_ADDRESS = re.compile(r"(?:https?://|www\.|ftp://|file://)[^\s<>\"'`)\]|,;*，。）]+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HOST = re.compile(r"(?:[A-Za-z0-9-]+\.)+([A-Za-z]{2,6})(?=$|[/:?#)\],;'\"*]|\.$)")
_ROOTED = re.compile(r"(?:~|\.{1,2})?/[\w.-]|[A-Za-z]:\\|.*\\\w")
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,11})(?=$|[^\w./-])")
_WORD = re.compile(r"[^\W\d_]+")
_FAR = 1 << 62
_TAG_LONGEST = 1500
_TOKEN_LONGEST = 400
_SPACES = re.compile(r"\s")
_ENDS_RUN = re.compile(r"(?:['’]s)?[.,;:!?)*\"'’”\]`]*(?:\s|$)")
_OPENS_RUN = frozenset("(*\"'“‘[`")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that is written as a name, and the things that it may mean."""

    start: int
    end: int
    key: str
    """The key of the name."""
    bearers: tuple[Bearer, ...]


def spans_in(text: str, names: NameTable, searcher: Searcher) -> list[Candidate]:
    """Return where names stand in a text, in order; none overlaps another."""
    found: list[Candidate] = []
    code, addresses = _code_blocks(text), [match.span() for match in _ADDRESS.finditer(text)]
    done = 0
    for start, end, key in searcher.find(fold(text)):
        if start < done:
            continue
        cut = text[start:end]
        spelt = names.spelt.get((key, cut))
        if spelt is None:
            spelt = names.spelt[key, cut] = _spelt(cut, names.form(key), names.words)
        address = _around(addresses, start) if spelt else None
        if not spelt or (address and "/" not in cut) or (code and _around(code, start)):
            continue
        if not _stands_free(text, start, end):
            continue
        if address is None:
            end = _whole_end(text, end, spelt)
            bearers = _fitting(text, start, end, spelt, names.words, found)
        else:
            at, to = address
            bearers = _hub_ids(text[at:to], start - at, end - at, spelt, names.words)
        if bearers:
            found.append(Candidate(start, end, key, bearers))
            done = end
    return found


def _spelt(cut: str, form: Form | None, words: MentionWords) -> tuple[Bearer, ...]:
    """Return the bearers of a name that are written as a cut of a text is."""
    return (
        ()
        if form is None
        else tuple(bearer for bearer in form.bearers if any(_is_spelt(cut, name, words) for name in bearer.spellings))
    )


def _code_blocks(text: str) -> list[tuple[int, int]]:
    """Return the fenced blocks of code in a text; one that is not closed goes to the end."""
    blocks: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for start, end, fence in sorted(chain(_fences(text, "```"), _fences(text, "~~~"))):
        if opened is None:
            opened = start, fence
        elif fence.startswith(opened[1]):
            blocks.append((opened[0], end))
            opened = None
    return blocks if opened is None else [*blocks, (opened[0], len(text))]


def _fences(text: str, sign: str) -> Iterator[tuple[int, int, str]]:
    """Yield the lines that open or close a block of code by such signs."""
    at = text.find(sign)
    while at >= 0:
        end = at + len(sign)
        while text[end : end + 1] == sign[0]:
            end += 1
        line = text.rfind("\n", 0, at) + 1
        if at - line <= 3 and not text[line:at].strip():
            yield at, end, text[at:end]
        at = text.find(sign, end)


def _around(blocks: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """Return the block of a text that a place is in, or None."""
    place = bisect_right(blocks, (at, _FAR)) - 1
    return blocks[place] if place >= 0 and at < blocks[place][1] else None


def _stands_free(text: str, start: int, end: int) -> bool:
    """Say whether a span is no part of a longer word or number, nor within a tag."""
    if divides(text, start, end):
        return False
    after = text[end : end + 2]
    if text[end - 1].isdecimal() and after[:1] in (".", ",") and after[1:].isdecimal():
        return False
    before = text[max(0, start - 2) : start]
    if text[start].isdecimal() and before[-1:] in (".", ",") and before[:1].isdecimal():
        return False
    opened = text.rfind("<", max(0, start - _TAG_LONGEST), start)
    return opened < 0 or _TAG.match(text[opened:start]) is None


def _whole_end(text: str, end: int, bearers: tuple[Bearer, ...]) -> int:
    """Return the end of a span with the full stop or other sign that the name ends with."""
    ends = {bearer.spelling[-1] for bearer in bearers}
    return end + 1 if text[end : end + 1] in ends and not text[end].isalnum() else end


def _is_spelt(cut: str, name: str, words: MentionWords) -> bool:
    """Say whether a cut of a text is a name as far as capitals and signs between words matter."""
    if cut == name:
        return True
    if any(odd[0][0] not in name for odd in _ODD.finditer(cut)) or ("/" in name and "/" not in cut):
        return False
    written, on_record = ("".join(filter(str.isalnum, one)) for one in (cut, name))
    if written == on_record or (written[:-1] == on_record and written[-1] == "s"):
        return True
    letters = sum(sign.isalpha() for sign in on_record)
    if len(on_record) <= (4 if letters == len(on_record) else 3) or (
        letters == len(on_record) <= 6 and on_record.isupper()
    ):
        return False
    return _has_capitals(cut, name, letters == len(on_record), words)


def _has_capitals(cut: str, name: str, plain: bool, words: MentionWords) -> bool:
    """Say whether what is written small in a text, against the record, is a name all the same.

    "deepseek" and "llama 3" are; "falcon", "department of defense", "scale AI" and "new-york" are not.
    """
    pieces, on_record = _WORD.findall(cut), _WORD.findall(name)
    if len(on_record) > 1 and len(pieces) == len(on_record):
        pairs = zip(pieces, on_record, strict=True)
        if any(a.islower() and not b.islower() and a in words.ordinary for a, b in pairs if len(a) > 3):
            return False
    if not plain or not cut.islower() or name.islower():
        return True
    if len(on_record) > 1:
        return "-" not in cut and not all(piece.lower() in words.ordinary for piece in on_record)
    return any(sign.isupper() for sign in name[1:]) and not name.isupper()


def _fitting(
    text: str, start: int, end: int, bearers: tuple[Bearer, ...], words: MentionWords, found: list[Candidate]
) -> tuple[Bearer, ...]:
    """Return those of the bearers that the run of signs without spaces around a span leaves possible."""
    if _is_alone(text, start, end):
        return bearers
    first, last = _run(text, start, end)
    run, at, to = text[first:last], start - first, end - first
    if _is_place(run, at, to, text[max(0, first - 2) : first], words):
        return _hub_ids(run, at, to, bearers, words)
    left = found[-1] if found and found[-1].end > first else None
    return tuple(b for b in bearers if _goes_with(text, start, end, b, words, left))


def _is_alone(text: str, start: int, end: int) -> bool:
    """Say whether only spaces and signs of the sentence stand before and behind a span."""
    at = start
    while at and text[at - 1] in _OPENS_RUN:
        at -= 1
    return (not at or text[at - 1].isspace()) and _ENDS_RUN.match(text, end) is not None


def _run(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the run of signs without spaces around a span."""
    lowest, highest = max(0, start - _TOKEN_LONGEST), min(len(text), end + _TOKEN_LONGEST)
    first = max(lowest - 1, *(text.rfind(space, lowest, start) for space in " \n\t\xa0\u3000")) + 1
    found = _SPACES.search(text, end, highest)
    return first, found.start() if found else highest


def _is_place(run: str, at: int, to: int, before: str, words: MentionWords) -> bool:
    """Say whether the part of a run in which a span stands is an address, a path or the name of a file."""
    if any(found.start() <= at < found.end() for found in _EMAIL.finditer(run)):
        return True
    part, offset = _part(run, at, to)
    if _ROOTED.match(part) and offset:
        return True
    for host in _HOST.finditer(part):
        if host[1].lower() in words.domains and host.start() <= offset and offset + to - at < host.end():
            return True
        if host[1].lower() in words.domains and host.end() <= offset and part[host.end() : host.end() + 1] == "/":
            return True
    ending = _ENDING.search(part, offset + to - at)
    return (ending is not None and ending[1].lower() in words.endings) or part.count("/") > 2 + part.count(" / ")


def _part(run: str, at: int, to: int) -> tuple[str, int]:
    """Return the part of a run between brackets, quotes and bars in which a span stands, and where it stands there."""
    first = max((found.end() for found in re.finditer(r"[()\[\]{}<>\"'`|,;*“”‘’]", run[:at])), default=0)
    closing = re.search(r"[()\[\]{}<>\"'`|,;*“”‘’]", run[to:])
    return run[first : to + closing.start() if closing else len(run)], at - first


def _hub_ids(run: str, at: int, to: int, bearers: tuple[Bearer, ...], words: MentionWords) -> tuple[Bearer, ...]:
    """Return those of the bearers of which a span is the whole id in an address of the Hub."""
    ids = tuple(bearer for bearer in bearers if "/" in bearer.spelling)
    if not ids or run[to : to + 1].isalnum() or run[to : to + 1] in ("-", "_"):
        return ()
    if run[to : to + 1] == "." and run[to + 1 : to + 2].isalnum():
        return ()
    return ids if run[:at].endswith(words.hubs) else ()


def _goes_with(text: str, start: int, end: int, bearer: Bearer, words: MentionWords, left: Candidate | None) -> bool:
    """Say whether what is joined to a span before and behind leaves it the name of the bearer."""
    if not _begins_well(text, start, bearer, words, left):
        return False
    joint, rest = text[end : end + 1], text[end + 1 : end + 40]
    if text[end - 1] == "." and joint.isalnum():  # "U.S.C." is no mention of "U.S."
        return False
    if joint == "." and rest[:1].isalnum():
        return rest[:1].isupper() and text[end - 2 : end].isalpha() and bearer.label not in words.artefacts
    if joint == "_":
        return not rest[:1].isalnum()
    if joint not in ("-", "‐", "‑", "/", "+", "@", ":") or not rest[:1].isalnum():
        return True
    if joint == ":" or bearer.label not in words.artefacts or bearer.line:
        return True
    if joint == "/":
        return not bearer.spelling.islower() or "/" in bearer.spelling
    return _is_tail(re.match(r"[^\s,;:!?()\[\]{}\"“”|*`]+", rest), words)


def _is_tail(found: re.Match[str] | None, words: MentionWords) -> bool:
    """Say whether what a dash joins to a name is an ordinary word: "GPT-4-based", but not "GPT-4-Turbo"."""
    if found is None:
        return True
    first = re.split(r"[-/‐‑.'’–—]", found[0], maxsplit=1)[0]
    if not first.isalpha():
        return False
    return first.lower() in words.tails or (first.islower() and first.endswith(("ed", "ing")))


def _begins_well(text: str, start: int, bearer: Bearer, words: MentionWords, left: Candidate | None) -> bool:
    joint, before = text[start - 1 : start], text[max(0, start - 40) : start - 1]
    if joint == "." and before[-1:].isalnum():
        return False
    if joint == "_" and before[-1:].isalnum():
        return False
    if bearer.label not in words.artefacts or not before[-1:].isalnum():
        return True
    if joint == "/":
        return left is not None and left.end == start - 1 and left.bearers[0].label in words.artefacts
    if joint not in ("-", "‐", "‑", "+", "@") or bearer.line:
        return True
    if left is not None and left.end == start - 1:
        return True
    last = re.split(r"[^\w]", before)[-1]
    return last.lower() in words.tails
