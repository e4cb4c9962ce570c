"""What the files were when their documents were read, so that an unchanged one costs a hash."""

from sqlalchemy import Connection

from graph.record.schema import file


def up(connection: Connection) -> None:
    """Create the table of files, empty: all files are read once more."""
    file.create(connection, checkfirst=True)
