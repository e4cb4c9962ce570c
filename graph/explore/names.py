"""The names view of a home, brought up to date before it is read."""

from filelock import FileLock, Timeout

from graph.errors import HomeBusy, ViewError
from graph.explore.place import Place
from graph.ontology import Ontology
from graph.record.reader import RecordReader
from graph.views.names import Names
from graph.views.names_build import build_names, view_stamp

WAIT_S = 600.0


def fresh_names(place: Place, ontology: Ontology, *, anew: bool = False) -> Names:
    """Open the names of a home, made anew first where they are behind, damaged or of another version, or if told so.

    Raises RecordError where there is no home, ViewError where the names cannot be written.
    """
    with RecordReader(place.record) as reader:
        names = None if anew else _current(place, reader, ontology)
        if names is not None:
            return names
        place.views.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(place.views / "names.lock", timeout=WAIT_S):
                names = None if anew else _current(place, reader, ontology)
                if names is None:
                    build_names(reader, ontology, place.names)
                    names = Names(place.names)
        except Timeout as error:
            raise HomeBusy(f"{place.names}: another process has been making the names for too long") from error
        except OSError as error:
            raise ViewError(f"{place.names}: the names cannot be written ({error.strerror or error})") from error
    return names


def _current(place: Place, reader: RecordReader, ontology: Ontology) -> Names | None:
    """Return the names if they hold the record as it stands."""
    if not place.names.exists():
        return None
    try:
        names = Names(place.names)
    except ViewError:
        return None
    if dict(names.stamp()) == view_stamp(reader, ontology):
        return names
    names.close()
    return None
