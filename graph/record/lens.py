"""Lenses: the record narrowed to what a day or a source knew.

Who is who always holds: judgements, keys and names, and which groups a thing belongs to by the reference data that
are in force now. A lens narrows facts alone, those of the reference by their own dates too.
"""

from dataclasses import dataclass

from graph.errors import RecordError
from graph.ontology.dates import date_precision, is_date
from graph.record.marks import CURATED, GROUPING


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """Which statements count. The empty lens is the record as it stands now."""

    as_of: str | None = None
    """A day, YYYY-MM-DD: the versions that were current on it."""
    source: str | None = None
    """The name of a source or publisher (case aside): what it alone says."""

    def __post_init__(self) -> None:
        if self.as_of is not None and not (is_date(self.as_of) and date_precision(self.as_of) == "day"):
            raise RecordError(f"--as-of {self.as_of}: a day is written YYYY-MM-DD")

    @property
    def plain(self) -> bool:
        """Whether nothing is narrowed."""
        return self.as_of is None and self.source is None

    def condition(self) -> tuple[str, dict[str, str]]:
        """Return SQL over ``statement`` and its ``document`` that holds within the lens, and its parameters."""
        narrowed, parameters = self._narrowed()
        if self.plain:
            return narrowed, parameters
        grouping = "statement.predicate = :grouping AND document.kind = :curated"
        text = f"(CASE WHEN {grouping} THEN {_IN_FORCE} ELSE {narrowed} END)"
        return text, parameters | {"grouping": GROUPING, "curated": CURATED}

    def document_condition(self) -> tuple[str, dict[str, str]]:
        """Return SQL over ``document`` that holds for versions with statements within the lens, and its parameters."""
        narrowed, parameters = self._narrowed()
        if self.plain:
            return narrowed, parameters
        grouping = "statement.document = document.number AND statement.predicate = :grouping"
        says = f"EXISTS (SELECT 1 FROM statement WHERE {grouping})"
        text = f"({narrowed} OR (document.kind = :curated AND {_IN_FORCE} AND {says}))"
        return text, parameters | {"grouping": GROUPING, "curated": CURATED}

    def _narrowed(self) -> tuple[str, dict[str, str]]:
        if self.as_of is None:
            sql, parameters = "document.ends IS NULL", {}
        else:
            sql = "document.begins_day <= :as_of AND (document.ends_day IS NULL OR document.ends_day > :as_of)"
            parameters = {"as_of": self.as_of}
        if self.source is not None:
            sql += " AND (lower(document.source) = lower(:source) OR lower(document.publisher) = lower(:source))"
            parameters["source"] = self.source
        return f"({sql} AND NOT document.gone)", parameters


_IN_FORCE = "(document.ends IS NULL AND NOT document.gone)"

NOW = Lens()
"""The record as it stands."""
