"""What a run of ingestion did, for people and for programs."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.record.types import Outcome, Reading, SetAside
from ingest.folder import Skipped
from ingest.starter import Missing


@dataclass(slots=True)
class Report:
    """Counts of a run while it goes on."""

    documents: Counter[str] = field(default_factory=Counter)
    """New, unchanged, changed, removed, set_aside; "passed over" are those before the day asked for."""
    reasons: Counter[str] = field(default_factory=Counter)
    """Why documents were set aside."""
    set_aside: list[tuple[str, str, str]] = field(default_factory=list)
    """Address, reason and detail of each."""
    repairs: list[tuple[str, str]] = field(default_factory=list)
    """Address and what was mended, of documents written now."""
    sources: Counter[str] = field(default_factory=Counter)
    """New and changed documents by source."""
    no_reader: Counter[str] = field(default_factory=Counter)
    """Files that nothing reads yet, by extension."""
    skipped: list[tuple[str, str]] = field(default_factory=list)
    """Files passed over, with the reason."""
    unread: Counter[str] = field(default_factory=Counter)
    """Fields and columns that no rule reads, with how many values the new and changed documents have there."""
    leftovers: Counter[str] = field(default_factory=Counter)
    """Values that could not be read, by field and reason."""
    missing: list[Missing] = field(default_factory=list)
    """What of the starter could not be had; each is among those set aside as well."""
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Seconds by stage."""

    def skip(self, skipped: Skipped) -> None:
        """Take note of a file that is passed over; hidden ones are not worth a word."""
        if skipped.reason != "hidden":
            self.skipped.append((str(skipped.path), skipped.reason))

    def put_aside(self, document: SetAside) -> None:
        """Count a document that is set aside."""
        self.documents["set_aside"] += 1
        self.reasons[document.reason] += 1
        self.set_aside.append((document.address, document.reason, document.detail))

    def count(self, reading: Reading, outcome: Outcome) -> None:
        """Count a document that was read, and what is worth saying of it if it is not on record yet."""
        self.documents[outcome] += 1
        if outcome != "unchanged":
            self.sources[reading.document.source] += 1
            self.repairs += [(reading.document.address, repair) for repair in reading.document.repairs]
            self.unread.update(reading.unread)
            self.leftovers.update(f"{left.field}: {left.reason}" for left in reading.leftovers)

    def counts(self) -> Mapping[str, int]:
        """Return the counts of documents under the five names of the command line's contract."""
        return {name: self.documents[name] for name in ("new", "unchanged", "changed", "removed", "set_aside")}
