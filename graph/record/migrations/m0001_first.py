"""The first schema."""

from sqlalchemy import Connection

from graph.record.schema import metadata


def up(connection: Connection) -> None:
    """Create all tables."""
    metadata.create_all(connection)
