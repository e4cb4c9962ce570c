"""The names view, open for reading: which things a text may mean.

One name may be borne by several things, and a text may be a name in several ways; all of them are returned,
for what is meant is decided by whoever understands the sentence.
"""

import functools
import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from graph.errors import ViewError
from graph.ontology.naming import normalise_name
from graph.views.spans import Span, begins_with, pieces_of, spans_of

How = Literal["exact", "folded", "partial", "misspelt"]
"""Letter by letter; but for case, accents and punctuation; the beginning of a longer name; nearly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A thing that bears a name."""

    node: str
    label: str
    labels: tuple[str, ...]
    """Its label and the roles it shows."""
    name: str
    """The name it is shown by."""
    spelling: str
    """The name it was found by, as on record."""
    whole: bool
    """Whether that name is a whole key or a stated name, and not the short form of a key."""
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of a text that may be a name."""

    start: int
    end: int
    text: str
    how: How
    bearers: tuple[Bearer, ...]
    """All things that bear it, those with most statements first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueMention:
    """A span of a text that some property has as its value."""

    start: int
    end: int
    owner: str
    """The label of the type that has the property."""
    property: str
    values: tuple[str, ...]
    """The values on record that read so."""


_KEPT = 2000
"""Spans whose like names are kept for the next look."""
_ALIKE = 68.0
"""How alike, of 100, a name must be to be told as near."""


@functools.cache
def _sql(name: str) -> str:
    return resources.files("graph.views").joinpath("sql", f"{name}.sql").read_text("utf-8")


class Names:
    """The names view at a path. Raises ViewError where there is none or it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            raise ViewError(f"{path}: no names view is there; `sextant rebuild names` makes one")
        try:
            self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
            self._stamp = dict(self._db.execute("SELECT name, value FROM stamp").fetchall())
            self._alike: dict[str, list[str]] = {}
        except sqlite3.Error as error:
            raise ViewError(
                f"{path}: the names cannot be read ({error}); `sextant rebuild names` makes them anew"
            ) from error

    def stamp(self) -> Mapping[str, str]:
        """Return home, change, ontology digest and product version that the view was made from."""
        return dict(self._stamp)

    def find(
        self, text: str, *, ordinary: Collection[str] = (), without: Collection[str] = (), guess: bool = True
    ) -> tuple[Mention, ...]:
        """Return all spans of ``text`` that may be names, by their place, longer ones first.

        ``ordinary``: words in lower case that are no names by themselves; a span that begins or ends with one is
        looked up as it stands, and never taken for a misspelling or for the beginning of a longer name.
        ``without``: nodes that are taken to bear no name. ``guess``: whether beginnings of longer names and
        misspellings are looked for too, which takes most of the time.
        """
        spans = spans_of(text)
        borne = self._borne({span.normal for span in spans}, without)
        found = [m for span in spans if span.normal in borne for m in _mentions(span, borne[span.normal])]
        # "are" is a word, "ARE" may be a code: an ordinary word is a name only as it is written.
        found = [m for m in found if m.how == "exact" or not _is_ordinary(m.text, ordinary)]
        taken = [(m.start, m.end) for m in found if not _is_ordinary(m.text, ordinary)]
        guessed: list[Mention] = []
        for look in (self._partial, self._misspelt) if guess else ():
            for span in spans:
                if _open(span, taken, ordinary) and (mention := look(span, without)) is not None:
                    guessed.append(mention)
                    taken.append((mention.start, mention.end))
        return tuple(sorted([*found, *guessed], key=lambda m: (m.start, -m.end, m.how)))

    def find_values(self, text: str) -> tuple[ValueMention, ...]:
        """Return all spans of ``text`` that are values of text properties whose values the ontology does not list."""
        spans = spans_of(text)
        rows = self._db.execute(_sql("values_find"), {"normals": json.dumps(sorted({s.normal for s in spans}))})
        held: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
        for normal, owner, name, value in rows:
            held[normal][owner, name].append(value)
        return tuple(
            ValueMention(start=span.start, end=span.end, owner=owner, property=name, values=tuple(values))
            for span in spans
            for (owner, name), values in held.get(span.normal, {}).items()
        )

    def nearest(self, text: str, limit: int = 3) -> tuple[str, ...]:
        """Return the names on record that look most like ``text``, for telling a user what there is."""
        from rapidfuzz import fuzz

        normal = normalise_name(text)
        ranked = sorted((-fuzz.WRatio(normal, form), form) for form in self._similar(normal))
        close = [form for score, form in ranked if -score >= _ALIKE][:limit]
        borne = self._borne(close)
        return tuple(dict.fromkeys(borne[form][0].name for form in close if form in borne))

    def bearers(self, text: str) -> tuple[Bearer, ...]:
        """Return all things that bear just ``text`` as a name, however spelt, those with most statements first."""
        normal = normalise_name(text)
        return tuple(self._borne({normal}).get(normal, ()))

    def keys(self, node: str) -> tuple[str, ...]:
        """Return the keys of a node, sorted; none for a node that is not there."""
        rows = self._db.execute(
            "SELECT text FROM key JOIN node ON node.number = key.node WHERE node.id = ? ORDER BY text", (node,)
        )
        return tuple(text for (text,) in rows)

    def node_of(self, key: str) -> str | None:
        """Return the node of a key, or None."""
        row = self._db.execute("SELECT id FROM key JOIN node ON number = node WHERE text = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def name(self, node: str) -> str | None:
        """Return the name that a node is shown by, or None where it is not there."""
        row = self._db.execute("SELECT name FROM node WHERE id = ?", (node,)).fetchone()
        return None if row is None else str(row[0])

    def names(self, node: str) -> tuple[str, ...]:
        """Return all names of a node, sorted."""
        rows = self._db.execute(
            "SELECT DISTINCT spelling FROM name JOIN node ON number = node WHERE id = ? ORDER BY spelling", (node,)
        )
        return tuple(spelling for (spelling,) in rows)

    def label(self, node: str) -> str | None:
        """Return the label of a node's type, or None where it is not there."""
        row = self._db.execute("SELECT label FROM node WHERE id = ?", (node,)).fetchone()
        return None if row is None else str(row[0])

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _borne(self, normals: Iterable[str], without: Collection[str] = ()) -> dict[str, list[Bearer]]:
        rows = self._db.execute(_sql("names_find"), {"normals": json.dumps(sorted(normals))})
        return _bearers(rows, without)

    def _partial(self, span: Span, without: Collection[str] = ()) -> Mention | None:
        """Return the names that go on after ``span``; a namespace is no beginning of the names within it."""
        if sum(c.isalpha() for c in span.normal) < 4:
            return None
        rows = self._db.execute(
            _sql("names_beginning"), {"first": span.normal + " ", "last": span.normal + "!"}
        ).fetchall()
        pieces = span.normal.split(" ")
        kept = _bearers((row for row in rows if begins_with(row[5], pieces)), without)
        return _mention(span, "partial", [b for bearers in kept.values() for b in bearers])

    def _misspelt(self, span: Span, without: Collection[str] = ()) -> Mention | None:
        from rapidfuzz.distance import OSA

        letters = sum(c.isalpha() for c in span.normal)
        if letters < 5:
            return None
        allowed = 1 if letters < 9 else 2
        digits = [p for p in span.normal.split(" ") if p.isdigit()]
        near: list[tuple[int, str]] = []
        for form in self._similar(span.normal):
            distance = OSA.distance(span.normal, form, score_cutoff=allowed)
            if (
                distance <= allowed
                and [p for p in form.split(" ") if p.isdigit()] == digits
                and _long(span.normal, form)
            ):
                near.append((distance, form))
        if not near:
            return None
        least = min(near)[0]
        borne = self._borne({form for distance, form in near if distance == least}, without)
        return _mention(span, "misspelt", [b for bearers in borne.values() for b in bearers])

    def _similar(self, normal: str) -> list[str]:
        # A question is looked through several times, with its parts and its readings; this is most of each time.
        if normal not in self._alike:
            if len(self._alike) >= _KEPT:
                self._alike.clear()
            self._alike[normal] = self._look_alike(normal)
        return self._alike[normal]

    def _look_alike(self, normal: str) -> list[str]:
        trigrams = {normal[at : at + 3] for at in range(len(normal) - 2)}
        if not trigrams:
            return []
        query = " OR ".join('"' + t.replace('"', '""') + '"' for t in sorted(trigrams))
        return [str(form) for (form,) in self._db.execute(_sql("names_similar"), {"trigrams": query})]


def _bearers(rows: Iterable[Sequence[object]], without: Collection[str] = ()) -> dict[str, list[Bearer]]:
    found: dict[str, list[Bearer]] = defaultdict(list)
    for normal, node, label, labels, name, spelling, whole, statements in rows:
        if node in without:
            continue
        bearer = Bearer(
            node=str(node), label=str(label), labels=tuple(json.loads(str(labels))), name=str(name),
            spelling=str(spelling), whole=bool(whole), statements=int(str(statements)),
        )  # fmt: skip
        found[str(normal)].append(bearer)
    return found


def _mention(span: Span, how: How, bearers: Iterable[Bearer]) -> Mention | None:
    """Return a mention with each thing once; of several spellings of one thing the whole one stays."""
    best: dict[str, Bearer] = {}
    for bearer in sorted(bearers, key=lambda b: (not b.whole, b.spelling)):
        best.setdefault(bearer.node, bearer)
    ranked = sorted(best.values(), key=lambda b: (-b.statements, b.node))
    return Mention(start=span.start, end=span.end, text=span.text, how=how, bearers=tuple(ranked)) if ranked else None


def _mentions(span: Span, bearers: list[Bearer]) -> list[Mention]:
    """Return the mention of a span: of each type the things that bear just this text as a whole name; where there is
    none, those that bear it letter by letter; where there is none, those that bear it but for case and punctuation."""
    kept: list[Bearer] = []
    for label in {b.label for b in bearers}:
        alike = [b for b in bearers if b.label == label]
        exact = [b for b in alike if b.spelling == span.text]
        kept += [b for b in exact if b.whole] or exact or alike
    how: How = "exact" if any(b.spelling == span.text for b in kept) else "folded"
    mention = _mention(span, how, kept)
    return [] if mention is None else [mention]


def _is_ordinary(text: str, ordinary: Collection[str]) -> bool:
    return all(word.lower() in ordinary for word in text.split())


def _open(span: Span, taken: Iterable[tuple[int, int]], ordinary: Collection[str]) -> bool:
    """Say whether a span may still be something else than it says: no name lies in it, no edge of it is ordinary."""
    words = span.text.lower().split()
    if not words or words[0] in ordinary or words[-1] in ordinary:
        return False
    return not any(start < span.end and span.start < end for start, end in taken)


def _long(one: str, other: str) -> bool:
    """Say whether every piece in which two forms differ is long enough to be misspelt and not another word."""
    left, right = pieces_of(one), pieces_of(other)
    if len(left) != len(right):
        return "".join(left) == "".join(right)
    return all(min(len(a), len(b)) >= 4 for a, b in zip(left, right, strict=True) if a != b)
