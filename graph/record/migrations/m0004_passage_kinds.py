"""What a passage holds: prose, rows of a table, code, or boilerplate."""

from sqlalchemy import Connection, inspect, text


def up(connection: Connection) -> None:
    """Add the kind of a passage; those on record count as prose until their documents are read again."""
    if "kind" not in {column["name"] for column in inspect(connection).get_columns("passage")}:
        connection.execute(text("ALTER TABLE passage ADD COLUMN kind VARCHAR DEFAULT 'text' NOT NULL"))
