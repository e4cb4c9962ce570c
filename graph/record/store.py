"""The record, open for writing."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from graph.record import schema
from graph.record.changes import last_change, log_change
from graph.record.clock import now
from graph.record.copies import bring_copies
from graph.record.database import BUSY_WAIT_S, open_database, plain_errors, set_meta
from graph.record.forgetting import Forgotten, forget_address, forget_reasons
from graph.record.judging import (
    bring_judgements,
    make_judgement,
    make_judgements,
    undo_judgement,
    undo_judgements,
)
from graph.record.marks import EVERYTHING
from graph.record.types import Judgement, Outcome, ReadFile, Reading, Run, SetAside, Source
from graph.record.writing import close_addresses, put_aside, put_files, write_readings


class Record:
    """The record at a path, open for writing. Each method is one transaction; several processes may write.

    Opening makes the file where it is missing and brings its schema up to date. A transaction waits for another
    writer for ``busy_wait_s`` seconds. All methods raise
    RecordError or one of its kinds.
    """

    def __init__(self, path: Path, *, busy_wait_s: float = BUSY_WAIT_S) -> None:
        self.path, self._busy_wait_s = path, busy_wait_s
        self._engine = open_database(path, busy_wait_s)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with plain_errors(self.path, self._busy_wait_s), self._engine.begin() as connection:
            yield connection

    def write(self, readings: Sequence[Reading], files: Iterable[ReadFile] = ()) -> list[Outcome]:
        """Write documents and all that was read from them; return what each did. All or nothing.

        ``files`` are those that are read to the end with these documents.
        Raises EvidenceError for a quote that is not in its document; nothing is written then.
        """
        with self._transaction() as connection:
            outcomes = write_readings(connection, readings) if readings else []
            put_files(connection, files)
            return outcomes

    def put_aside(self, documents: Iterable[SetAside]) -> None:
        """Record documents that could not be read, with their reasons."""
        with self._transaction() as connection:
            put_aside(connection, documents)

    def close_missing(self, addresses: Iterable[str], retrieved: str) -> int:
        """Close documents whose address holds nothing any more; return how many were open till now."""
        with self._transaction() as connection:
            return close_addresses(connection, addresses, retrieved)

    def forget(self, addresses: Iterable[str], *, author: str = "", reasons: Iterable[str] = ()) -> Forgotten:
        """Delete all versions of addresses for good; the bytes are overwritten in the file.

        The judgements of ``author`` whose reason begins with one of ``reasons`` are deleted with them. Waits for
        readers of the state before, as for a writer; ``Forgotten.pending`` says where that was in vain.
        """
        with self._transaction() as connection:
            gone = [forget_address(connection, address) for address in addresses]
            forget_reasons(connection, author, reasons)
        versions, statements = sum(g.versions for g in gone), sum(g.statements for g in gone)
        return Forgotten(versions=versions, statements=statements, pending=not self._empty_log())

    def _empty_log(self) -> bool:
        # Forgotten text would live on in the write-ahead log until it is overwritten by chance.
        with plain_errors(self.path, self._busy_wait_s), self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            connection.rollback()
            return bool(raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)

    def bring_copies(self, copies: Mapping[str, str]) -> int:
        """Let ``copies`` (address of a copy to that of the first) be all on record; return how many moved."""
        with self._transaction() as connection:
            return bring_copies(connection, copies)

    def judge(self, judgement: Judgement) -> str:
        """Record a judgement; return its id."""
        with self._transaction() as connection:
            return make_judgement(connection, judgement)

    def judge_all(self, judgements: Iterable[Judgement], before: Iterable[str] = ()) -> None:
        """Record judgements, and undo those with an id of ``before`` that are not among them, in one transaction."""
        with self._transaction() as connection:
            made = make_judgements(connection, judgements)
            undo_judgements(connection, sorted(set(before) - set(made)))

    def bring_judgements(
        self, judgements: Iterable[Judgement], author: str, among: Collection[str] | None = None
    ) -> tuple[int, int]:
        """Let the judgements whose authors begin with ``author`` be those given, on keys ``among``; None is all.

        Returns how many were made and undone.
        """
        with self._transaction() as connection:
            made, undone, swept = bring_judgements(connection, judgements, author, among)
        if swept:
            self._empty_log()  # they may hold names of what was forgotten
        return made, undone

    def undo(self, identity: str) -> None:
        """Undo the judgement with this id; it stays on record as undone."""
        with self._transaction() as connection:
            undo_judgement(connection, identity)

    def put_sources(self, sources: Iterable[Source]) -> None:
        """Record sources and their trust; a changed trust touches every node."""
        with self._transaction() as connection:
            for source in sources:
                self._put_source(connection, source)

    def _put_source(self, connection: Connection, source: Source) -> None:
        row = {"name": source.name, "trust": source.trust, "licence": source.licence, "citation": source.citation}
        row["trust_in"] = json.dumps(dict(source.trust_in), sort_keys=True)
        old = connection.execute(select(schema.source).where(schema.source.c.name == source.name)).first()
        if old is not None and dict(old._mapping) == row:
            return
        statement = insert(schema.source).values(**row)
        connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=row))
        trusted = (0.0, "{}") if old is None else (old.trust, old.trust_in)
        if trusted != (row["trust"], row["trust_in"]) and self._speaks(connection, source.name):
            log_change(connection, [EVERYTHING])

    def _speaks(self, connection: Connection, source: str) -> bool:
        return (
            connection.execute(select(schema.document.c.number).where(schema.document.c.source == source)).first()
            is not None
        )

    def start_run(self, command: str) -> int:
        """Record the start of a run; return its number."""
        with self._transaction() as connection:
            made = connection.execute(schema.run.insert().values(command=command, started=now(), counts="{}"))
            assert made.inserted_primary_key is not None
            return int(made.inserted_primary_key[0])

    def finish_run(self, number: int, run: Run) -> None:
        """Record the end of a run with its counts."""
        with self._transaction() as connection:
            values = {"finished": run.finished or now(), "counts": json.dumps(dict(run.counts))}
            connection.execute(schema.run.update().where(schema.run.c.number == number).values(**values))

    def note_projected(self, place: str, change: int) -> None:
        """Remember that the graph at ``place`` holds this home's record up to ``change``."""
        with self._transaction() as connection:
            statement = insert(schema.projected).values(place=place, change=change)
            connection.execute(statement.on_conflict_do_update(index_elements=["place"], set_={"change": change}))

    def put_setting(self, name: str, value: str) -> None:
        """Keep a choice of this home's owner."""
        with self._transaction() as connection:
            set_meta(connection, f"setting {name}", value)

    def last_change(self) -> int:
        """Return the number of the last change, 0 for none."""
        with self._transaction() as connection:
            return last_change(connection)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
