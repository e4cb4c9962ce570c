"""What the record holds of the places that a run reads, so that what did not change costs a hash."""

from collections.abc import Iterable
from pathlib import Path

from graph.record.queries import OpenVersion, open_versions, read_files
from graph.record.reader import RecordReader
from graph.record.types import ReadFile

_FILES_SINCE = 2
"""The schema of the record that keeps what files were read."""


class Known:
    """What the record at a path holds at and below some addresses; looked up once for each."""

    def __init__(self, path: Path, places: Iterable[str] = ()) -> None:
        self._path = path
        self._places: list[str] = []
        self.versions: dict[str, OpenVersion] = {}
        """The versions in force, by address."""
        self._files: dict[str, ReadFile] = {}
        self._inside: dict[str, list[str]] = {}
        for place in places:
            self.look(place)

    def file(self, address: str) -> ReadFile | None:
        """Return the file at an address as it was when it was read to the end; None: it was not."""
        self.look(address)
        return self._files.get(address)

    def reader(self, address: str) -> str | None:
        """Return the version of the reader that read what is in force of a file; None: nothing is."""
        self.look(address)
        held = self.versions.get(address) or next((self.versions[one] for one in self.inside(address)), None)
        return None if held is None else held.reader

    def inside(self, address: str) -> list[str]:
        """Return the addresses of the records in force in a container."""
        self.look(address)
        return self._inside.get(address, [])

    def look(self, place: str) -> None:
        """Look up what is on record at an address and below it, if that is not known yet."""
        if any(place == known or place.startswith(known.rstrip("/") + "/") for known in self._places):
            return
        self._places.append(place)
        if not self._path.exists():
            return
        with RecordReader(self._path) as reader:
            if int(reader.meta("schema") or 0) < _FILES_SINCE:
                return
            found = open_versions(reader, place)
            self._files.update(read_files(reader, place))
        self.versions.update(found)
        for address in found:
            file, mark, _ = address.partition("#")
            if mark:
                self._inside.setdefault(file, []).append(address)
