"""What the record says that the rules go by: names, who makes what, and what others than the rules judged."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from graph.record.hashing import decode
from graph.record.queries import verdicts
from graph.record.reader import RecordReader, StoredJudgement


@cache
def _sql(name: str) -> str:
    return resources.files("graph.identity").joinpath("sql", f"{name}.sql").read_text("utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An edge as one document says it, ends by number."""

    source: int
    target: int
    document: int
    kind: str
    """The kind of the document."""
    in_force: bool
    curated: bool
    """Whether the curated source says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement in force on who is who, its keys by number."""

    id: str
    kind: str
    left: int
    right: int
    renamed: bool
    author_kind: str
    by_rule: bool

    def told(self, texts: Mapping[int, str]) -> StoredJudgement:
        """Return it as ``resolve`` takes it."""
        return StoredJudgement(
            id=self.id,
            kind=self.kind,
            left=texts[self.left],
            right=texts[self.right],
            renamed=self.renamed,
            predicate=None,
            said=None,
            address=None,
            value=None,
            author_kind=self.author_kind,
        )


class Facts:
    """One state of the record: make and use it within a snapshot of ``reader``, which stays the caller's.

    ``curated``: the name of the source whose names are curated by hand; ``rule``: what the author of a judgement by
    rule begins with.
    """

    def __init__(self, reader: RecordReader, curated: str, rule: str) -> None:
        self._reader, self._curated, self._rule = reader, curated, rule
        self._verdicts = verdicts(reader)
        self._of: dict[int, list[Judged]] = defaultdict(list)
        for identity, kind, left, right, renamed, author_kind, by_rule in reader.rows(_sql("judged"), {"rule": rule}):
            judged = Judged(
                id=identity,
                kind=kind,
                left=left,
                right=right,
                renamed=bool(renamed),
                author_kind=author_kind,
                by_rule=bool(by_rule),
            )
            for side in (left, right):
                self._of[side].append(judged)

    def known(self, after: int, numbers: Iterable[int]) -> dict[int, str]:
        """Return keys by number, alive or not: those with a number above ``after``, and those of ``numbers``."""
        return dict(self._reader.rows(_sql("keys_known"), {"after": after, "keys": _list(numbers)}).fetchall())

    def alive(self, numbers: Collection[int]) -> dict[int, str]:
        """Return those keys of which something is said, or that somebody judged who is no rule."""
        text = _sql("keys_alive").replace("/*scope*/", "key.number IN (SELECT value FROM json_each(:keys)) AND")
        return dict(self._reader.rows(text, {"rule": self._rule, "keys": _list(numbers)}).fetchall())

    def names(self, numbers: Collection[int]) -> dict[int, list[tuple[str, bool]]]:
        """Return the names that keys are said to bear, each with whether the curated source says it."""
        text = _sql("names").replace("/*scope*/", "AND +statement.subject IN (SELECT value FROM json_each(:keys))")
        if len(numbers) < _FEW:
            text = text.replace("+statement.subject", "statement.subject")
        found: dict[int, list[tuple[str, bool]]] = defaultdict(list)
        for key, number, identity, value, curated in self._rows(text, {"keys": _list(numbers)}):
            if number not in self._verdicts.rejected:
                name = self._verdicts.edited.get(identity.hex(), decode(value))  # type: ignore[attr-defined,arg-type]
                found[key].append((str(name), bool(curated)))  # type: ignore[index]
        return {key: sorted(names) for key, names in found.items()}

    def edges(self, edge: str, end: str, numbers: Collection[int]) -> Iterator[Said]:
        """Yield the edges of a type of which the ``end``, "subject" or "object", is one of ``numbers``."""
        scope = f"AND statement.{end} IN (SELECT value FROM json_each(:keys))"
        rows = self._rows(_sql("edges").replace("/*scope*/", scope), {"edge": edge, "keys": _list(numbers)})
        for source, target, number, document, kind, in_force, curated in rows:
            if number not in self._verdicts.rejected:
                yield Said(
                    source=source,  # type: ignore[arg-type]
                    target=target,  # type: ignore[arg-type]
                    document=document,  # type: ignore[arg-type]
                    kind=str(kind),
                    in_force=bool(in_force),
                    curated=bool(curated),
                )

    def related(self, numbers: Collection[int]) -> frozenset[frozenset[int]]:
        """Return the pairs of keys among ``numbers`` of which some relation is said."""
        return frozenset(frozenset(row) for row in self._reader.rows(_sql("related"), {"keys": _list(numbers)}))

    def judged(self, number: int) -> list[Judged]:
        """Return the judgements in force on who a key is."""
        return self._of.get(number, [])

    def _rows(self, text: str, parameters: dict[str, str]) -> Iterator[tuple[object, ...]]:
        yield from self._reader.rows(text, {**parameters, "curated": self._curated})


_FEW = 2_000
"""For more keys one pass over all statements is quicker than a look-up for each."""


def _list(numbers: Iterable[int]) -> str:
    return json.dumps(sorted(numbers))
