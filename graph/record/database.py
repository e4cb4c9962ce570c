"""Opening the record's database: connections, transactions, migrations, and errors in plain words."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.exc import DatabaseError

from graph.errors import DiskError, HomeBusy, HomeTooNew, RecordError
from graph.record import schema
from graph.record.migrations import all_migrations

BUSY_WAIT_S = 60.0
"""How long a writer waits for another one before it says that the home is busy."""


def open_database(path: Path, busy_wait_s: float = BUSY_WAIT_S) -> Engine:
    """Open the record at ``path``, make it where it is missing, and bring its schema up to date.

    ``busy_wait_s``: how many seconds a transaction waits for another writer.
    Raises HomeTooNew, HomeBusy, DiskError or RecordError.
    """
    with plain_errors(path, busy_wait_s):
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": busy_wait_s})
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        _migrate(engine, path)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    """Prepare a raw connection; transactions are begun by ``_begin``, not by the driver."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")  # with WAL: a power cut loses the last commits, corrupts nothing
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # forgotten text is overwritten, not only unlinked


def _begin(connection: Connection) -> None:
    """Take the write lock at once, so that two writers wait for each other instead of failing half way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _migrate(engine: Engine, path: Path) -> None:
    migrations = all_migrations()
    newest = migrations[-1][0]
    if _version(engine) == newest:
        return
    with engine.begin() as connection:
        version = _version_in(connection)
        if version > newest:
            raise HomeTooNew(
                f"{path.parent}: this home has schema {version}, made by a newer Sextant; "
                f"this one knows up to {newest}. Update Sextant, or use another --home"
            )
        for number, up in migrations:
            if number > version:
                up(connection)
        set_meta(connection, "schema", str(newest))
        for name, value in (("home", secrets.token_hex(8)), ("salt", secrets.token_hex(16))):
            if get_meta(connection, name) is None:
                set_meta(connection, name, value)


def _version(engine: Engine) -> int:
    # Reading outside a transaction: opening an up-to-date home takes no lock, so a busy one still opens.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        return _version_in(connection)


def _version_in(connection: Connection) -> int:
    tables = inspect(connection).get_table_names()
    if tables and "meta" not in tables:
        raise sqlite3.DatabaseError("file is not a database of Sextant's")
    if not tables:
        return 0
    return int(get_meta(connection, "schema") or 0)


def get_meta(connection: Connection, name: str) -> str | None:
    """Return a value of the ``meta`` table, or None."""
    return connection.execute(select(schema.meta.c.value).where(schema.meta.c.name == name)).scalar()


def set_meta(connection: Connection, name: str, value: str) -> None:
    """Set a value of the ``meta`` table."""
    connection.execute(schema.meta.delete().where(schema.meta.c.name == name))
    connection.execute(schema.meta.insert().values(name=name, value=value))


@contextmanager
def plain_errors(path: Path, waited_s: float) -> Iterator[None]:
    """Turn errors of the database and the disk into the product's, one clear line each."""
    try:
        yield
    except DatabaseError as error:
        raise _translated(str(error.orig), path, waited_s) from error
    except sqlite3.Error as error:
        raise _translated(str(error), path, waited_s) from error
    except (FileExistsError, NotADirectoryError) as error:
        raise DiskError(f"{path.parent}: is no folder, and a home is one; choose another --home") from error
    except OSError as error:
        raise DiskError(f"{path}: {error.strerror or error}; choose another --home or mend the disk") from error


def _translated(message: str, path: Path, waited_s: float) -> RecordError:
    low = message.lower()
    if "locked" in low or "busy" in low:
        return HomeBusy(f"{path}: another process has been writing for over {waited_s:g} s; try again when it is done")
    if "readonly" in low or "read-only" in low or "unable to open" in low:
        return DiskError(f"{path}: cannot be written ({message}); make it writable or choose another --home")
    if "full" in low or "disk i/o" in low:
        return DiskError(
            f"{path}: the disk refuses to write ({message}); what was finished before is kept; "
            "free some space and run again"
        )
    if "not a database" in low or "malformed" in low:
        return RecordError(
            f"{path}: is not a Sextant record or is damaged ({message}); restore a copy or choose another --home"
        )
    return RecordError(f"{path}: {message}")
