"""The clock of the record."""

from datetime import UTC, datetime


def now() -> str:
    """Return the present moment as ISO text in UTC, with microseconds, so that moments sort as text."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
