"""Through a lens who is who still holds: names, and membership in groups by the reference; facts do not."""

from pathlib import Path

import pytest

from graph.ontology import shipped_ontology
from graph.record.lens import Lens
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Document, Reading, Span, Statement, Value
from graph.views.gather import gather
from graph.views.project import project
from graph.views.projection import Projection
from tests.record.readings import moment

EARLY, LATE = "2023-01-01", "2026-06-01"


def document(address: str, published: str, *statements: tuple[str, str, str, dict[str, Value]], kind: str) -> Reading:
    """Return a document whose text are what its statements say, a line each."""
    lines, read, at = list[str](), list[Statement](), 0
    for subject, predicate, said, qualifiers in statements:
        line = f"{subject} {predicate} {said}"
        value, target = (said, None) if predicate in ("name", "kind") else (None, said)
        span = Span(start=at, end=at + len(line))
        read.append(
            Statement(
                subject=subject, predicate=predicate, span=span, value=value, object=target, qualifiers=qualifiers
            )
        )
        lines.append(line)
        at += len(line) + 1
    made = Document(
        address=address, source="curated" if kind == "reference" else "news", kind=kind, title=address,
        text="\n".join(lines), retrieved=moment(published), published=published,
    )  # fmt: skip
    return Reading(document=made, statements=tuple(read))


GERMANY: tuple[tuple[str, str, str, dict[str, Value]], ...] = (
    ("iso2:DE", "name", "Germany", {}),
    ("iso2:DE", "MEMBER_OF", "Group:European Union", {"since": "1958-01-01"}),
)
WORLD = [
    document("ref:DE", "2026-01-05", *GERMANY, kind="reference"),
    document("ref:FR", "2026-01-05", ("iso2:FR", "name", "France", {}), kind="reference"),
    document("ref:lab", "2026-01-05", ("Lab:Aleph Alpha", "BASED_IN", "iso2:DE", {}), kind="reference"),
    document("old lab", "2022-05-01", ("Lab:Helsing", "BASED_IN", "iso2:DE", {}), kind="news"),
    document("old talk", "2022-05-01", ("iso2:XK", "MEMBER_OF", "Group:European Union", {}), kind="news"),
    document("new talk", "2026-02-01", ("iso2:UA", "MEMBER_OF", "Group:European Union", {}), kind="news"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Record(tmp_path / "record.db") as record:
        record.write(WORLD)
    return tmp_path / "record.db"


def through(path: Path, lens: Lens) -> Projection:
    with RecordReader(path) as reader, reader.snapshot():
        return project(gather(reader, shipped_ontology(), lens))


def edges(view: Projection) -> set[tuple[str, str, str]]:
    return {(edge.start, edge.type, edge.end) for edge in view.edges.values()}


def test_before_the_reference_was_written_membership_holds_and_other_facts_of_it_do_not(path: Path) -> None:
    view = through(path, Lens(as_of=EARLY))
    found = edges(view)
    assert ("iso2:DE", "MEMBER_OF", "Group:european union") in found
    assert {start for start, type_, _ in found if type_ == "BASED_IN"} == {"Organization:helsing"}
    (membership,) = [edge for edge in view.edges.values() if (edge.start, edge.type) == ("iso2:DE", "MEMBER_OF")]
    assert membership.properties["since"] == "1958-01-01"
    assert membership.properties["asserted"] == "2026-01-05"


def test_what_others_say_of_membership_is_a_fact_of_its_day(path: Path) -> None:
    early = {start for start, type_, _ in edges(through(path, Lens(as_of=EARLY))) if type_ == "MEMBER_OF"}
    late = {start for start, type_, _ in edges(through(path, Lens(as_of=LATE))) if type_ == "MEMBER_OF"}
    assert (early, late) == ({"iso2:DE", "iso2:XK"}, {"iso2:DE", "iso2:XK", "iso2:UA"})


def test_a_thing_has_its_curated_name_and_is_there_only_if_something_is_said_of_it(path: Path) -> None:
    view = through(path, Lens(as_of=EARLY))
    assert view.nodes["iso2:DE"].properties["name"] == "Germany"
    assert "iso2:FR" not in view.nodes
    assert "iso2:FR" in through(path, Lens(as_of=LATE)).nodes


def test_one_source_alone_has_the_names_and_groups_of_the_reference(path: Path) -> None:
    view = through(path, Lens(source="News"))
    assert view.nodes["iso2:DE"].properties["name"] == "Germany"
    assert ("iso2:DE", "MEMBER_OF", "Group:european union") in edges(view)
    assert {start for start, type_, _ in edges(view) if type_ == "BASED_IN"} == {"Organization:helsing"}


def test_the_documents_of_a_lens_are_those_whose_statements_count(path: Path) -> None:
    view = through(path, Lens(as_of=EARLY))
    titles = {str(node.properties["title"]) for node in view.nodes.values() if node.label == "Document"}
    assert titles == {"old lab", "old talk", "ref:DE"}


def test_membership_that_the_reference_took_back_holds_under_no_lens(path: Path) -> None:
    with Record(path) as record:
        record.write([document("ref:DE", "2026-05-05", GERMANY[0], kind="reference")])
    for lens in (Lens(), Lens(as_of=EARLY), Lens(as_of="2026-03-01"), Lens(source="curated")):
        assert "iso2:DE" not in {start for start, type_, _ in edges(through(path, lens)) if type_ == "MEMBER_OF"}


def test_without_a_lens_nothing_is_added(path: Path) -> None:
    assert {start for start, type_, _ in edges(through(path, Lens())) if type_ == "MEMBER_OF"} == {
        "iso2:DE", "iso2:XK", "iso2:UA",
    }  # fmt: skip
