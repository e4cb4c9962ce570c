"""What a notice says of itself by its form: its maker, kind, numbers and dates. What its sentences say is not read."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

from graph.ontology.dates import find_dates, read_date
from graph.record.types import Span
from ingest.laws import find_headings
from ingest.laws_keys import policy_key
from ingest.laws_notes import LawNotes
from ingest.laws_notice import Notice
from ingest.source import SourceFile

_LEAST_ARTICLES = 2
_END = 20_000
"""So many characters at the end of a text are looked at for the day it takes effect."""
_SENTENCE = re.compile(r"(?:[^.。;；]|\.(?=\S))+")
_ASIDE = re.compile(r"\s*\([^()]{1,30}\)")
_ORDER = "令"
_SESSION = re.compile(r"(?:第[^届]{1,5}届)?(?P<body>[^届次]{2,40}?)第[^次]{1,5}次会议")
_EAST = re.compile(r"[\u4e00-\u9fff]")


class NoticeReading:
    """The rules of a source at one notice."""

    def __init__(self, text: str, notice: Notice, rules: SourceFile) -> None:
        self.notes = LawNotes("form of a notice")
        self._text, self._notice, self._rules = text, notice, rules
        self._subject = self._key()

    def read(self) -> None:
        """Note what the notice says; nothing where it is only about a law."""
        agency = self._caption("agency")
        if not self._notice.title or not (agency or self._is_act()):
            return
        title = Span(start=0, end=len(self._notice.title), place="title")
        self.notes.value(self._subject, "Policy", "official_name", self._notice.title, title)
        self._makers(agency)
        self._action()
        self._numbers()
        self._effective()

    def _key(self) -> str:
        number = self._notice.number
        by_number = policy_key(f"FR Doc. {number[0]}") if number else None
        return by_number or policy_key(self._notice.title[:80]) or f"Policy:{self._notice.title}"

    def _caption(self, purpose: str) -> Span | None:
        """Return where the text under a caption stands: the paragraph that begins there."""
        for name in self._rules.reads[purpose]:
            if name in self._notice.captions:
                start, end = self._notice.captions[name]
                block = re.compile(r"\s*(\S(?:[^\n]|\n(?!\s*\n))*)").match(self._text, start, min(end, start + 3_000))
                return Span(start=block.start(1), end=block.end(1)) if block else None
        return None

    def _cut(self, span: Span) -> str:
        return self._text[span.start : span.end]

    def _is_act(self) -> bool:
        """Say whether the text is a law by its title and its articles."""
        title = self._notice.title
        words = re.findall(r"[a-z]+", title.lower())
        if any(one in title.lower() for one in self._rules.words["about_acts"]):
            return False
        bare = re.sub(r"[（(].*?[)）]\s*$|》?的?通知$", "", title).strip()
        named = bare.endswith(self._rules.words["chinese_acts"]) if _EAST.search(bare) else False
        if not named and set(words).isdisjoint(self._rules.words["acts"]):
            return False
        articles = (one for one in find_headings(self._text) if one.rank in (8, 9))
        return sum(1 for _ in zip(articles, range(_LEAST_ARTICLES), strict=False)) == _LEAST_ARTICLES

    def _makers(self, agency: Span | None) -> None:
        """Note who made it: "AGENCY: Bureau of Industry and Security, Department of Commerce"."""
        if agency is None:
            publisher = self._notice.publisher
            at = self._text.find(publisher) if publisher else -1
            if publisher and at >= 0 and self._is_public(publisher):
                span = Span(start=at, end=at + len(publisher))
                self.notes.edge(f"Agency:{publisher}", "ISSUED", self._subject, span)
            return
        makers, wholes = self._agencies(" ".join(self._cut(agency).rstrip(". \n").split()))
        self._notice.publisher = ", ".join(makers) or self._notice.publisher
        for maker in makers:
            self.notes.edge(f"Agency:{maker}", "ISSUED", self._subject, agency)
        for part, whole in wholes:
            self.notes.edge(f"Agency:{part}", "PART_OF", f"Agency:{whole}", agency)

    def _agencies(self, said: str) -> tuple[list[str], list[tuple[str, str]]]:
        """Return the agencies that a caption names, and pairs of part and whole.

        "Bureau of A, Department of B" is one with its whole; "A, B, and C" are three.
        """
        makers, wholes = list[str](), list[tuple[str, str]]()
        for one in said.split(";"):
            parts = [_ASIDE.sub("", part).strip() for part in one.split(",")]
            parts = [part for part in parts if part]
            if len(parts) > 1 and parts[-1].startswith("and "):
                makers += [part.removeprefix("and ").strip() for part in parts]
            elif len(parts) > 1 and parts[-1].lower().startswith(self._rules.words["wholes"]):
                makers.append(parts[0])
                wholes += pairwise(parts)
            elif parts:
                makers.append(", ".join(parts))
        return makers, wholes

    def _is_public(self, name: str) -> bool:
        return any(word in name.lower() for word in self._rules.words["public"])

    def _action(self) -> None:
        span = self._caption("action")
        if span is None:
            return
        said = " ".join(self._cut(span).split())
        kind = re.match(r"[^;,.]{2,80}", said)
        if kind:
            self.notes.value(self._subject, "Policy", "kind", kind[0].strip(), span)
        for status in ("proposed", "enacted"):
            if any(one in said.lower() for one in self._rules.words[f"action_{status}"]):
                self.notes.value(self._subject, "Policy", "status", status, span)
                self._made(status)
                return

    def _made(self, status: str) -> None:
        """Note when a rule was proposed or made: the day it was printed."""
        citation = self._notice.citation
        if self._notice.published and citation:
            span = Span(start=citation[1], end=citation[2])
            name = "introduced" if status == "proposed" else "enacted"
            self.notes.value(self._subject, "Policy", name, self._notice.published, span)

    def _numbers(self) -> None:
        for told in (self._notice.citation, self._notice.number):
            if told is not None:
                span = Span(start=told[1], end=told[2])
                known = any(one.predicate == "identifier" for one in self.notes.statements)
                self.notes.value(self._subject, "Policy", "names" if known else "identifier", told[0], span)

    def _effective(self) -> None:
        dates = self._caption("dates")
        if dates is not None:
            self._effective_under_caption(dates)
            return
        for pattern in patterns("promulgation"):
            if note := pattern.search(self._text, 0, 3_000):
                self._promulgated(note)
        for pattern in patterns("commencement"):
            for found in pattern.finditer(self._text, max(0, len(self._text) - _END)):
                if date := next((one.date for one in find_dates(found["date"])), None) or read_date(found["date"]):
                    span = Span(start=found.start(), end=found.end())
                    self.notes.value(self._subject, "Policy", "effective", date, span)

    def _effective_under_caption(self, dates: Span) -> None:
        """Note the dates of the sentences that say "effective" and nothing of comments."""
        for sentence in _SENTENCE.finditer(self._text, dates.start, dates.end):
            said = sentence[0].lower()
            of_effect = any(word in said for word in self._rules.words["effective"])
            if of_effect and not any(word in said for word in self._rules.words["not_effective"]):
                for one in find_dates(sentence[0]):
                    span = Span(start=sentence.start(), end=sentence.end())
                    self.notes.value(self._subject, "Policy", "effective", one.date, span)

    def _promulgated(self, note: re.Match[str]) -> None:
        span = Span(start=note.start(), end=note.end())
        for name in ("enacted", "effective"):
            date = read_date(note[name]) if note[name] else None
            if date:
                self.notes.value(self._subject, "Policy", name, date, span)
        makers = self._by_order(note["body"].strip())
        for maker in makers:
            self.notes.edge(f"Agency:{maker}", "ISSUED", self._subject, span)
        if note["number"]:
            order = note["body"].strip() if len(makers) == 1 else _ORDER
            self.notes.value(self._subject, "Policy", "identifier", f"{order}{note['number']}", span)

    def _by_order(self, body: str) -> list[str]:
        """Return who made a law by an order or in a session: "教育部、公安部令", "全国人民代表大会第三次会议"."""
        session = _SESSION.fullmatch(body)
        if session is None and not body.endswith(_ORDER):
            return []
        names = [session["body"]] if session else body.removesuffix(_ORDER).split("、")
        return [name.strip() for name in names if self._is_public(name)]


@cache
def patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a kind of note: ``promulgation`` or ``commencement``."""
    said = yaml.safe_load(Path(__file__).with_name("laws_words.yaml").read_text(encoding="utf-8"))
    return tuple(re.compile(one) for one in said[name])
