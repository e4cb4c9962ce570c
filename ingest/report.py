"""What a run of ingestion did, for people and for programs."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """Counts of a run while it goes on."""

    documents: Counter[str] = field(default_factory=Counter)
    """New, unchanged, changed, removed, set_aside."""
    reasons: Counter[str] = field(default_factory=Counter)
    """Why documents were set aside."""
    set_aside: list[tuple[str, str, str]] = field(default_factory=list)
    """Address, reason and detail of each."""
    repairs: list[tuple[str, str]] = field(default_factory=list)
    """Address and what was mended, of documents written now."""
    no_reader: Counter[str] = field(default_factory=Counter)
    """Files that nothing reads yet, by extension."""
    skipped: list[tuple[str, str]] = field(default_factory=list)
    """Files passed over, with the reason."""
    unread: Counter[str] = field(default_factory=Counter)
    """Fields that no rule reads, with how many documents of this run have them."""
    leftovers: Counter[str] = field(default_factory=Counter)
    """Values that could not be read, by field and reason."""
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Seconds by stage."""

    def counts(self) -> Mapping[str, int]:
        """Return the counts of documents under the five names of the command line's contract."""
        return {name: self.documents[name] for name in ("new", "unchanged", "changed", "removed", "set_aside")}
