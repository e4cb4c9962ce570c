"""A small world whose keys, values and edges collide, and the operations that change what is said of it."""

from dataclasses import dataclass

from hypothesis import strategies as st

from graph.record.types import AuthorKind, JudgementKind
from tests.record.readings import Fact, edge, prop

FACTS: tuple[Fact, ...] = (
    # Case variants of one typed key, and a bare name like its short form.
    edge("Lab:Qwen", "DEVELOPED", "hf:Qwen/A"),
    edge("Organization:qwen", "DEVELOPED", "hf:qwen/a", 0.8, role="publisher"),
    edge("Organization:Qwen Team", "DEVELOPED", "Model:A"),
    edge("hf-org:Qwen", "DEVELOPED", "Model:B"),
    prop("hf:Qwen/A", "parameters", 7_000_000_000),
    prop("hf:qwen/a", "parameters", 7_600_000_000, 0.9),
    prop("Model:A", "parameters", 1_000),
    prop("hf:Qwen/A", "languages", "en"),
    prop("hf:qwen/a", "languages", "zh"),
    prop("Model:A", "languages", "en", 0.5),
    # Names borne, which draw bare names to typed keys, or make them ambiguous.
    prop("hf:Qwen/A", "name", "A"),
    prop("hf:qwen/a", "names", "The A"),
    prop("hf:Qwen/B", "names", "A", 0.5),
    prop("hf:Qwen/B", "names", "B"),
    prop("hf-org:Qwen", "name", "Qwen"),
    prop("Organization:Qwen Team", "names", "qwen"),
    prop("Model:The A", "released", "2024-05"),
    prop("Model:The A", "names", "B"),
    # One target at a time, with rival documents.
    edge("hf:Qwen/A", "LICENSED_UNDER", "License:MIT"),
    edge("hf:qwen/a", "LICENSED_UNDER", "License:mit", 0.9),
    edge("hf:Qwen/A", "LICENSED_UNDER", "License:apache-2.0", 0.9),
    edge("Model:A", "LICENSED_UNDER", "spdx:MIT"),
    edge("Model:B", "LICENSED_UNDER", "License:mit license"),
    prop("spdx:MIT", "names", "mit license"),
    # Symmetric, told apart by a date.
    edge("Organization:Qwen", "PARTNERED_WITH", "Organization:Zed"),
    edge("Organization:Zed", "PARTNERED_WITH", "hf-org:Qwen", 0.7, date="2024-01-02"),
    edge("Lab:Qwen", "PARTNERED_WITH", "Organization:Zed", 0.6, date="2023"),
    edge("Organization:Qwen", "PARTNERED_WITH", "hf-org:Qwen"),
    # Identifying qualifiers, some of them missing.
    edge("hf:Qwen/A", "EVALUATED_ON", "Benchmark:MMLU", metric="accuracy", score=71.2),
    edge("hf:qwen/a", "EVALUATED_ON", "Benchmark:MMLU", 0.9, score=70.0),
    edge("Model:A", "EVALUATED_ON", "Benchmark:mmlu", metric="f1", split="test", score=60.5),
    edge("Model:A", "EVALUATED_ON", "Benchmark:MMLU", metric="accuracy", split="test"),
    edge("hf:Qwen/B", "DERIVED_FROM", "hf:Qwen/A", kind="finetune"),
    edge("Model:B", "DERIVED_FROM", "Model:A", kind="merge"),
    # What the ontology has no place for.
    edge("hf:Qwen/A", "BASED_IN", "Country:China"),
    prop("Country:China", "parameters", 3),
)

PAIRS: tuple[tuple[str, str], ...] = (
    ("hf:Qwen/A", "hf:Qwen/B"),
    ("hf:Qwen/A", "Model:A"),
    ("hf:qwen/a", "Model:The A"),
    ("Model:A", "Model:B"),
    ("Model:B", "hf:Qwen/B"),
    ("hf-org:Qwen", "Organization:Qwen"),
    ("Organization:Qwen", "Organization:Zed"),
    ("Lab:Qwen", "Organization:Qwen Team"),
    ("License:MIT", "spdx:MIT"),
    ("License:mit", "License:apache-2.0"),
    ("hf:QWEN/A", "Model:A"),
    ("Model:A", "Organization:Qwen"),
)

ADDRESSES = ("a", "b", "c", "d")
SOURCE_OF = {"a": "cards", "b": "news", "c": "papers", "d": "cards"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """A document is read."""

    address: str
    facts: tuple[Fact, ...]
    published: str | None
    reader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """A document is not there any more."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget:
    """A document is forgotten."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Two keys are judged."""

    kind: JudgementKind
    pair: tuple[str, str]
    author: AuthorKind
    renamed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeFact:
    """A claim is judged."""

    kind: JudgementKind
    fact: Fact
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """One of the judgements made so far is undone."""

    which: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The trust of a source is set."""

    source: str
    trust: float
    in_licences: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """The documents at some addresses turn out to be near copies of the first one, and no others are."""

    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp:
    """The graph is brought up to date."""


Operation = Write | Close | Forget | Judge | JudgeFact | Undo | Trust | Copies | CatchUp

ADDRESS = st.sampled_from(ADDRESSES)
WRITES = st.builds(
    Write,
    address=ADDRESS,
    facts=st.lists(st.sampled_from(FACTS), min_size=1, max_size=8, unique_by=lambda f: f.line).map(tuple),
    published=st.sampled_from([None, None, "2024", "2024-05", "2024-05-17", "2025-01-01"]),
    reader=st.sampled_from(["1", "1", "1", "2"]),
)
JUDGES = st.builds(
    Judge,
    kind=st.sampled_from(["same", "same", "different"]),
    pair=st.sampled_from(PAIRS),
    author=st.sampled_from(["person", "typed key", "alias", "spelling"]),
    renamed=st.sampled_from([False, False, True]),
)
FACT_JUDGES = st.builds(
    JudgeFact,
    kind=st.sampled_from(["accept", "edit", "reject", "reject"]),
    fact=st.sampled_from(FACTS),
    address=st.sampled_from([None, *ADDRESSES]),
)
OTHERS = st.one_of(
    st.builds(Close, address=ADDRESS),
    st.builds(Forget, address=ADDRESS),
    st.builds(Forget, address=ADDRESS),
    JUDGES,
    JUDGES,
    FACT_JUDGES,
    st.builds(Undo, which=st.integers(0, 9)),
    st.builds(Undo, which=st.integers(0, 9)),
    st.builds(Copies, addresses=st.lists(ADDRESS, min_size=1, max_size=3, unique=True).map(tuple)),
)
TRUSTS = st.builds(
    Trust,
    source=st.sampled_from(["cards", "news", "papers"]),
    trust=st.sampled_from([0.2, 0.5, 0.9]),
    in_licences=st.sampled_from([None, None, 0.1, 1.0]),
)
CATCH_UP = st.just(CatchUp())
CHANGES = st.one_of(WRITES, WRITES, OTHERS, OTHERS, CATCH_UP, CATCH_UP)


@st.composite
def sequences(draw: st.DrawFn, most: int = 14) -> tuple[Operation, ...]:
    """Draw some documents and a first catching up, then changes of all kinds; a change of trust is rare."""
    start = draw(st.lists(WRITES, min_size=1, max_size=4))
    changes = draw(st.lists(CHANGES, min_size=2, max_size=most))
    if draw(st.integers(0, 5)) == 0:
        changes.insert(draw(st.integers(0, len(changes))), draw(TRUSTS))
    return (*start, CatchUp(), *changes, CatchUp())
