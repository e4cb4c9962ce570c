"""How statements fold into nodes and edges: who is believed, what stays, and what a lens shows."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.ontology import shipped_ontology
from graph.record.lens import Lens
from graph.record.reader import RecordReader
from graph.record.store import Record
from graph.record.types import Claim, Judgement, Reading, Source
from graph.views.gather import gather
from graph.views.project import project
from graph.views.projection import EdgeView, NodeView, Projection
from tests.record.readings import Fact, edge, moment, prop, reading
from tests.views.home import dump_of
from tests.views.pool import FACTS

TRUST = (
    Source(name="cards", trust=0.5, trust_in={"LICENSED_UNDER": 0.9}),
    Source(name="news", trust=0.7),
    Source(name="papers", trust=0.9),
)
A = "hf:Qwen/A"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    made = Record(tmp_path / "record.db")
    made.put_sources(TRUST)
    return made


def view(record: Record, lens: Lens | None = None) -> Projection:
    with RecordReader(record.path) as reader, reader.snapshot():
        return project(gather(reader, shipped_ontology(), lens or Lens()))


def tell(
    record: Record, source: str, facts: Sequence[Fact], day: str = "2024-05-14", published: str | None = None
) -> None:
    record.write([reading(f"{source} {day}", facts, moment(day), source=source, published=published)])


def node(record: Record, identity: str = A) -> NodeView:
    return view(record).nodes[identity]


def edges(record: Record, type_: str) -> list[EdgeView]:
    return sorted((e for e in view(record).edges.values() if e.type == type_), key=lambda e: e.end)


def test_the_more_trusted_source_is_believed_and_both_stay_on_record(record: Record) -> None:
    tell(record, "papers", [prop(A, "parameters", 1)])
    tell(record, "news", [prop(A, "parameters", 2)], "2025-01-01")
    assert node(record).properties["parameters"] == 1
    assert (node(record).properties["statements"], node(record).properties["sources"]) == (2, 2)
    with RecordReader(record.path) as reader:
        assert {s.value for s in reader.statements()} == {1, 2}


def test_trust_in_one_property_goes_before_trust(record: Record) -> None:
    for source, licence in (("cards", "MIT"), ("news", "Apache")):
        tell(record, source, [edge(A, "LICENSED_UNDER", f"License:{licence}")])
    assert [e.end for e in edges(record, "LICENSED_UNDER")] == ["License:mit"]


def test_of_one_trust_the_surer_statement_is_believed_then_the_later(record: Record) -> None:
    tell(record, "news", [prop(A, "parameters", 1, 0.5)], "2024-05-16")
    tell(record, "news", [prop(A, "parameters", 2)], "2024-05-14")
    assert node(record).properties["parameters"] == 2
    tell(record, "news", [prop(A, "parameters", 3)], "2024-05-15")
    assert node(record).properties["parameters"] == 3
    tell(record, "news", [prop(A, "parameters", 4)], "2024-05-17", published="2023")
    assert node(record).properties["parameters"] == 3


def test_a_tie_ends_at_the_statement_id(record: Record) -> None:
    tell(record, "news", [prop(A, "parameters", n) for n in range(5)])
    with RecordReader(record.path) as reader:
        least = min(reader.statements(), key=lambda s: s.id)
    assert node(record).properties["parameters"] == least.value


def test_a_property_with_several_values_has_them_all_sorted(record: Record) -> None:
    tell(record, "news", [prop(A, "languages", "zh"), prop(A, "languages", "en")])
    tell(record, "cards", [prop(A, "languages", "en")])
    assert node(record).properties["languages"] == ["en", "zh"]


def test_one_licence_at_a_time_is_that_of_the_better_document_and_may_be_dual(record: Record) -> None:
    tell(record, "news", [edge(A, "LICENSED_UNDER", "License:Other")])
    tell(record, "cards", [edge(A, "LICENSED_UNDER", "License:MIT"), edge(A, "LICENSED_UNDER", "License:Apache")])
    assert [e.end for e in edges(record, "LICENSED_UNDER")] == ["License:apache", "License:mit"]
    assert "License:other" in view(record).nodes


def test_a_verdict_of_a_person_goes_before_every_source(record: Record) -> None:
    tell(record, "papers", [prop(A, "parameters", 1)])
    tell(record, "news", [prop(A, "parameters", 2)])
    claim = Claim(subject=A, predicate="parameters", said="2")
    given_ = {"author": "Ada", "author_kind": "person", "reason": "read it", "claim": claim}
    accepted = record.judge(Judgement(kind="accept", **given_))  # type: ignore[arg-type]
    assert node(record).properties["parameters"] == 2
    record.judge(Judgement(kind="edit", value=5, **given_))  # type: ignore[arg-type]
    assert node(record).properties["parameters"] == 5
    record.judge(Judgement(kind="reject", **given_))  # type: ignore[arg-type]
    assert node(record).properties["parameters"] == 1
    record.undo(accepted)
    assert node(record).properties["statements"] == 1


def test_a_name_that_a_person_rejects_makes_no_join(record: Record) -> None:
    tell(record, "news", [prop(A, "names", "Other"), prop("Model:Other", "parameters", 3)])
    assert set(view(record).nodes) & {A, "Model:other"} == {A}
    claim = Claim(subject=A, predicate="names", said='"Other"')
    record.judge(Judgement(kind="reject", author="Ada", author_kind="person", reason="another model", claim=claim))
    assert set(view(record).nodes) & {A, "Model:other"} == {"Model:other"}


def test_a_source_that_the_record_does_not_know_goes_last(record: Record) -> None:
    tell(record, "rumour", [prop(A, "parameters", 1)], "2026-01-01")
    tell(record, "cards", [prop(A, "parameters", 2)])
    assert node(record).properties["parameters"] == 2


def test_a_statement_without_the_identifying_qualifier_witnesses_the_only_edge(record: Record) -> None:
    tell(record, "news", [edge(A, "EVALUATED_ON", "Benchmark:MMLU", metric="accuracy", score=70.0)])
    tell(record, "papers", [edge(A, "EVALUATED_ON", "Benchmark:mmlu", score=71.0)])
    (only,) = edges(record, "EVALUATED_ON")
    assert (only.properties["metric"], only.properties["score"], only.properties["statements"]) == ("accuracy", 71.0, 2)
    tell(record, "cards", [edge(A, "EVALUATED_ON", "Benchmark:MMLU", metric="f1", score=60.0)])
    assert sorted(str(e.properties.get("metric")) for e in edges(record, "EVALUATED_ON")) == ["None", "accuracy", "f1"]


def test_a_symmetric_edge_is_one_whoever_says_it(record: Record) -> None:
    tell(record, "news", [edge("Lab:Qwen", "PARTNERED_WITH", "Organization:Zed")])
    tell(record, "cards", [edge("Organization:Zed", "PARTNERED_WITH", "Organization:Qwen")])
    (only,) = edges(record, "PARTNERED_WITH")
    assert (only.start, only.end, only.properties["statements"]) == ("Organization:qwen", "Organization:zed", 2)


def test_a_role_comes_with_the_edge_that_shows_it(record: Record) -> None:
    tell(record, "news", [prop("Organization:Qwen", "founded", "2023")])
    assert node(record, "Organization:qwen").labels == ("Organization",)
    tell(record, "cards", [edge("Organization:Qwen", "DEVELOPED", A)])
    assert node(record, "Organization:qwen").labels == ("Lab", "Organization")


def test_every_edge_quotes_its_best_witness(record: Record) -> None:
    tell(record, "cards", [edge("Lab:Qwen", "DEVELOPED", A)])
    tell(record, "papers", [edge("Organization:qwen", "DEVELOPED", A)], published="2023-07")
    (only,) = edges(record, "DEVELOPED")
    assert only.properties["source"] == "papers"
    assert only.properties["asserted"] == "2023-07"
    assert only.properties["quote"] == edge("Organization:qwen", "DEVELOPED", A).line
    assert only.properties["sources"] == 2


def test_what_the_ontology_has_no_place_for_is_counted(record: Record) -> None:
    tell(record, "cards", [edge(A, "BASED_IN", "Country:China"), prop(A, "colour", "red"), edge(A, "EATS", A)])
    assert dict(view(record).strange) == {
        "BASED_IN does not go from Model to Country": 1,
        "Model has no property colour": 1,
        "no edge type EATS": 1,
    }


NAMELESS = tuple(fact for fact in FACTS if fact.predicate not in ("name", "names"))
"""Facts that bear on nobody's identity: names are not narrowed by a lens."""
TOLD = st.tuples(
    st.sampled_from(["cards", "news", "papers"]),
    st.lists(st.sampled_from(NAMELESS), min_size=1, max_size=6, unique_by=lambda f: f.line),
    st.sampled_from([None, "2023", "2024-05-20", "2025"]),
    st.sampled_from(["a", "b", "c", "d"]),
)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    told=st.lists(TOLD, min_size=1, max_size=6),
    day=st.sampled_from(["2023-06-01", "2024-05-15", "2024-05-18", "2026-01-01"]),
    source=st.sampled_from([None, "news", "CARDS"]),
)
def test_a_lens_shows_what_a_record_of_its_documents_alone_would(
    told: list[tuple[str, list[Fact], str | None, str]],
    day: str,
    source: str | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("lens")
    readings = [
        reading(f"{name} {address}", facts, moment(f"2024-05-{14 + at}"), published=published, source=name)
        for at, (name, facts, published, address) in enumerate(told)
    ]
    lens = Lens(as_of=day, source=source)
    with Record(folder / "all.db") as whole, Record(folder / "some.db") as some:
        for record in (whole, some):
            record.put_sources(TRUST)
        whole.write(readings)
        # Keys are not narrowed: here all of them are on both records.
        some.write(in_force(whole, readings, lens))
        keys(whole, readings)
        keys(some, readings)
        assert dump_of(view(whole, lens)) == dump_of(view(some))


def in_force(record: Record, readings: Sequence[Reading], lens: Lens) -> list[Reading]:
    with RecordReader(record.path) as reader:
        held = {(d.address, d.retrieved) for d in reader.documents(lens)}
    return [r for r in readings if (r.document.address, r.document.retrieved) in held]


def keys(record: Record, readings: Sequence[Reading]) -> None:
    """Let every key of the readings be on record, by verdicts on claims that nobody makes."""
    for key in sorted({k for r in readings for s in r.statements for k in (s.subject, s.object) if k is not None}):
        claim = Claim(subject=key, predicate="nothing", said="0")
        record.judge(Judgement(kind="reject", author="Ada", author_kind="person", reason="none", claim=claim))
