"""Which statements a read is about: by subject, object, predicate, and whether they are edges or values."""

import json
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A condition on statements; what is None does not narrow. Keys are given by their numbers."""

    subjects: Collection[int] | None = None
    objects: Collection[int] | None = None
    either: Collection[int] | None = None
    """Keys that are subject or object."""
    predicates: Collection[str] | None = None
    edges: bool | None = None
    """True: edges alone; False: values alone."""

    def condition(self) -> tuple[str, dict[str, str]]:
        """Return SQL that starts with AND (or nothing), and its parameters."""
        parts, parameters = [], {}
        named = (("subject", self.subjects), ("object", self.objects), ("predicate", self.predicates))
        narrow = any(keys is not None for keys in (self.subjects, self.objects))
        for column, wanted in named:
            if wanted is not None:
                # A plus keeps SQLite from walking all statements of a predicate where keys find the few at once.
                plus = "+" if column == "predicate" and narrow else ""
                parts.append(f"AND {plus}statement.{column} IN (SELECT value FROM json_each(:{column}s))")
                parameters[f"{column}s"] = json.dumps(sorted(wanted))
        if self.either is not None:
            parts.append(
                "AND statement.number IN ("
                "SELECT number FROM statement WHERE subject IN (SELECT value FROM json_each(:either)) UNION "
                "SELECT number FROM statement WHERE object IN (SELECT value FROM json_each(:either)))"
            )
            parameters["either"] = json.dumps(sorted(self.either))
        if self.edges is not None:
            plus = "+" if narrow else ""
            parts.append(f"AND {plus}statement.object IS {'NOT ' if self.edges else ''}NULL")
        return " ".join(parts), parameters


ALL = Scope()
"""All statements."""


def exclusion(rejected: Collection[int]) -> tuple[str, dict[str, str]]:
    """Return SQL that leaves rejected statements out, and its parameters."""
    if not rejected:
        return "", {}
    text = "AND statement.number NOT IN (SELECT value FROM json_each(:rejected))"
    return text, {"rejected": json.dumps(sorted(rejected))}
