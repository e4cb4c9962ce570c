"""What one record of a policy says: its numbers, dates, makers, and what it amends and repeals."""

import re
from collections.abc import Iterator

from graph.ontology.dates import read_date
from ingest.laws_json import Field, Sheet
from ingest.laws_keys import cited_laws, policy_key, whole_key
from ingest.laws_notes import LawNotes
from ingest.source import SourceFile

_NOTE = re.compile(
    r"(?:^|(?<=[\n;.]))\s*(?P<label>[A-Z][A-Za-z ]{2,40}?):(?P<rest>[^:]*?)(?=[\n;.]\s*[A-Z][A-Za-z ]{2,40}?:|\Z)"
)
_SHORT_KIND = re.compile(r"[^;,.(]{2,60}")


class RecordReading:
    """The rules of a source at one record; ``key`` is that of the policy where it is known already."""

    def __init__(self, sheet: Sheet, rules: SourceFile, key: str | None = None) -> None:
        self.notes = LawNotes("field of a record")
        self.publisher: str | None = None
        self.published: str | None = None
        self._sheet, self._rules = sheet, rules
        self._used: set[str] = set()
        self._subject = key or self._key()

    def read(self) -> None:
        """Note all that the record says; fields that no rule reads are counted."""
        self._names()
        self._dates_and_status()
        self._makers()
        self._relations()
        self._order_notes()
        elsewhere = ("url", "prose", "title", "language")
        used = self._used | {path for name in elsewhere for path in self._rules.reads.get(name, ())}
        self.notes.unread.update(one.path for one in self._sheet.fields if one.path not in used)
        if self._sheet.cut:
            self.notes.unread["values beyond the bound"] += self._sheet.cut

    def _all(self, purpose: str) -> list[Field]:
        paths = self._rules.reads[purpose]
        self._used.update(paths)
        return self._sheet.of(paths)

    def _first(self, purpose: str) -> Field | None:
        return next(iter(self._all(purpose)), None)

    def _key(self) -> str:
        """Return the key of the policy: the number of an order or law, else of the document, else its name."""
        order = self._first("order")
        if order and order.value.isdigit() and 4 <= len(order.value) <= 5:
            return f"eo:{order.value}"
        for path in self._rules.reads["cited"]:
            for one in self._sheet.of([path]):
                if key := whole_key(one.value):
                    return key
        number = self._first("number")
        if number and (key := policy_key(f"FR Doc. {number.value}")):
            return key
        url = self._first("url")
        if url and (key := policy_key(url.value)):
            return key
        named = self._first("name") or self._first("official_name")
        return f"Policy:{' '.join(named.value.split())}" if named else "Policy:untitled"

    def _names(self) -> None:
        notes, subject = self.notes, self._subject
        for purpose in ("name", "official_name", "summary"):
            if one := self._first(purpose):
                notes.value(subject, "Policy", purpose, " ".join(one.value.split()), one.span)
        if one := self._first("kind"):
            short = _SHORT_KIND.match(one.value)
            notes.value(subject, "Policy", "kind", short[0].strip() if short else one.value[:60], one.span)
        for tag in self._all("tags"):
            notes.value(subject, "Policy", "tags", tag.value, tag.span)
        self._numbers()

    def _numbers(self) -> None:
        """Note the number it is cited by, and all its numbers as names that other texts use."""
        self._used.update(self._rules.reads["cited"])
        cited = [one for path in self._rules.reads["cited"] for one in self._sheet.of([path])]
        order, number = self._first("order"), self._first("number")
        if order and self._subject.startswith("eo:"):
            self.notes.value(self._subject, "Policy", "identifier", f"EO {order.value}", order.span)
            self.notes.value(self._subject, "Policy", "names", f"Executive Order {order.value}", order.span)
        for one in cited:
            if not self._has("identifier"):
                self.notes.value(self._subject, "Policy", "identifier", one.value, one.span)
            self.notes.value(self._subject, "Policy", "names", one.value, one.span)
        if number and not self._has("identifier"):
            self.notes.value(self._subject, "Policy", "identifier", number.value, number.span)

    def _has(self, predicate: str) -> bool:
        return any(said.predicate == predicate and said.subject == self._subject for said in self.notes.statements)

    def _dates_and_status(self) -> None:
        told = {name: self._dates(name) for name in ("introduced", "enacted", "effective", "publication")}
        status, span = self._status()
        if status and span:
            self.notes.value(self._subject, "Policy", "status", status, span.span)
        self.published = next((date for date, _ in told["publication"] or told["enacted"] or told["introduced"]), None)
        for name in ("introduced", "enacted", "effective"):
            for date, one in told[name]:
                self.notes.value(self._subject, "Policy", name, date, one.span)
        # A rule is made by being published.
        stands_in = {"enacted": "enacted", "proposed": "introduced"}.get(status or "")
        if stands_in and not told[stands_in]:
            for date, one in told["publication"][:1]:
                self.notes.value(self._subject, "Policy", stands_in, date, one.span)

    def _status(self) -> tuple[str | None, Field | None]:
        """Return where it stands: in a word of its own, at the end of an address, or by its type."""
        if one := self._first("status"):
            said = one.value.lower().rstrip("/").rpartition("/")[2]
            return next((name for name in _STATUS if said in self._rules.words.get(name, ())), said), one
        one = self._first("type")
        kind = one.value.lower() if one else ""
        status = next((name for name in _STATUS if kind in self._rules.words.get(name, ())), None)
        return status, one

    def _dates(self, purpose: str) -> list[tuple[str, Field]]:
        found = []
        for one in self._all(purpose):
            date = read_date(one.value)
            if date:
                found.append((date, one))
            else:
                self.notes.leave(one.path, one.value, "not a date", one.span)
        return found

    def _makers(self) -> None:
        names = self._agencies() or [(one.value, one) for one in self._all("issued_by")]
        told = list(dict(reversed(names)).items())[::-1]
        for name, one in told:
            self.notes.edge(f"Agency:{name}", "ISSUED", self._subject, one.span)
        self.publisher = ", ".join(name for name, _ in told) or None
        number = self._first("number")
        if number and not self._sheet.of(self._rules.reads["jurisdiction"]):
            self.notes.edge(self._subject, "JURISDICTION", "iso2:US", number.span)

    def _agencies(self) -> list[tuple[str, Field]]:
        """Note which agency is a part of which, and return those that are no other's whole: they made the policy."""
        (agencies,) = self._rules.reads["agencies"]
        objects: dict[int, dict[str, Field]] = {}
        for one in self._sheet.fields:
            if one.path.startswith(f"{agencies}."):
                objects.setdefault(one.group, {})[one.path.removeprefix(f"{agencies}.")] = one
        parts = ("name", "raw_name", "id", "parent_id")
        self._used.update(f"{agencies}.{part}" for part in parts)
        named = [agency for agency in objects.values() if "name" in agency or "raw_name" in agency]
        by_id = {agency["id"].value: agency for agency in named if "id" in agency}
        wholes = set()
        for agency in named:
            whole = by_id.get(agency["parent_id"].value) if "parent_id" in agency else None
            if whole is not None and whole is not agency:
                wholes.add(id(whole))
                ends = f"Agency:{_name(agency).value}", f"Agency:{_name(whole).value}"
                self.notes.edge(ends[0], "PART_OF", ends[1], agency["parent_id"].span)
        makers = [(_name(agency).value, _name(agency)) for agency in named if id(agency) not in wholes]
        if makers:
            # The same agencies again, in an order of their own.
            self._used.update(self._rules.reads["issued_by"][1:])
        return makers

    def _relations(self) -> None:
        for purpose, edge in (("jurisdiction", "JURISDICTION"), ("targets", "TARGETS")):
            for one in self._all(purpose):
                label = "Group" if one.value in self._rules.words["groups"] else "Country"
                self.notes.edge(self._subject, edge, f"{label}:{one.value}", one.span)
        for purpose, edge in (("amends", "AMENDS"), ("repeals", "REPEALS")):
            for one in self._all(purpose):
                self.notes.edge(self._subject, edge, _cited(one.value), one.span)

    def _order_notes(self) -> None:
        for path in self._rules.reads["notes"]:
            self._used.add(path)
            for one in self._sheet.of([path]):
                self._note(one)

    def _note(self, one: Field) -> None:
        """Note what the register's notes on an order tell: "Revokes: EO 13859, February 11, 2019; ..."."""
        read = False
        for label, rest in _clauses(one.value):
            name = next((n for n in _NOTES if label.lower() in self._rules.words[f"note_{n}"]), None)
            for cited in cited_laws(rest) if name else ():
                read = True
                ends = (self._subject, cited.key) if name in ("amends", "repeals") else (cited.key, self._subject)
                self.notes.edge(ends[0], "AMENDS" if name in ("amends", "amended_by") else "REPEALS", ends[1], one.span)
                if name == "repealed_by":
                    self._defunct(one)
        if not read:
            self.notes.leave(one.path, one.value, "a note that tells of no amendment or repeal", one.span)

    def _defunct(self, one: Field) -> None:
        said = self.notes.statements
        said[:] = [s for s in said if s.predicate != "status" or s.subject != self._subject]
        self.notes.value(self._subject, "Policy", "status", "defunct", one.span)


_STATUS = ("enacted", "proposed", "defunct")
_NOTES = ("amends", "repeals", "amended_by", "repealed_by")


def _cited(text: str) -> str:
    """Return the key of a policy that a field names: by number, address or name."""
    address = text.startswith(("http://", "https://"))
    return (policy_key(text) if address else whole_key(text)) or f"Policy:{text}"


def _name(agency: dict[str, Field]) -> Field:
    return agency.get("name") or agency["raw_name"]


def _clauses(note: str) -> Iterator[tuple[str, str]]:
    for found in _NOTE.finditer(note[:20_000]):
        yield found["label"].strip(), found["rest"]
