"""Which documents are near copies of others, so that one story printed by ten papers is one witness."""

from sqlalchemy import Connection

from graph.record.schema import copy


def up(connection: Connection) -> None:
    """Create the table of copies, empty."""
    copy.create(connection, checkfirst=True)
