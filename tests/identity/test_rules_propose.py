"""Joins by rule: what is proposed for a record, and that nothing is joined that should not be."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.explore.known import HomeNames
from graph.identity import NOTHING, RULE_AUTHOR, Aliases, Bearing, Known, NamedThing, resolve, rule_judgements, verdict
from graph.ontology import shipped_ontology
from graph.record.reader import RecordReader, StoredJudgement
from graph.record.store import Record
from graph.record.types import Document, Judgement, Reading, Span, Statement
from graph.views.names import Names
from graph.views.names_build import build_names

ONTOLOGY = shipped_ontology()
LABS = Aliases.of(
    [
        NamedThing(thing="hf-org:Qwen", names=("Qwen Team",)),
        NamedThing(thing="hf-org:zai-org", names=("Z.ai", "智谱"), keys=("hf-org:THUDM",)),
    ],
    ONTOLOGY,
)


def pairs(*keys: str, known: Known = LABS) -> set[tuple[str, str]]:
    return {(j.left, j.right) for j in rule_judgements(keys, ONTOLOGY, known)}


def nodes(keys: list[str], judgements: tuple[Judgement, ...]) -> dict[str, tuple[str, ...]]:
    stored = [
        StoredJudgement(
            id=f"{number:032x}", kind=j.kind, left=j.left, right=j.right, renamed=j.renamed, predicate=None, said=None,
            address=None, value=None, author_kind=j.author_kind,
        )
        for number, j in enumerate(judgements)
    ]  # fmt: skip
    return dict(resolve(keys, stored, list[Bearing](), ONTOLOGY).members)


def test_a_bare_name_is_joined_to_the_labs_own_repository() -> None:
    assert pairs("Model:Qwen2.5 7B", "hf:Qwen/Qwen2.5-7B") == {("Model:Qwen2.5 7B", "hf:Qwen/Qwen2.5-7B")}


def test_what_is_not_sure_is_left_to_a_person() -> None:
    assert pairs("Model:Aurora", "hf:someone/Aurora") == set()
    assert pairs("Model:Grok-1", "hf:someone/grok-1") == set()
    assert pairs("Model:Qwen2.5-7B", "hf:Qwen/Qwen2.5-7B-Instruct", "hf:Qwen/Qwen2.5-72B") == set()
    assert pairs("Model:Qwen-7B", "hf:Qwen/Qwen-7B-v0.1") == set()


def test_a_key_between_two_things_joins_neither() -> None:
    between = "Model:Qwen3-30B", "Model:Qwen3-30B-A3B", "Model:Qwen3-30B-A6B"
    assert pairs(*between[:2]) == {between[:2]}
    assert pairs(*between) == set()


def test_renamed_ids_become_one_node_with_the_bare_name() -> None:
    keys = ["hf:THUDM/chatglm3-6b", "hf:zai-org/chatglm3-6b", "Model:ChatGLM3-6B", "hf:zai-org/chatglm2-6b"]
    found = nodes(keys, rule_judgements(keys, ONTOLOGY, LABS))
    assert sorted(found) == ["hf:THUDM/chatglm3-6b", "hf:zai-org/chatglm2-6b"]


def test_a_number_of_an_order_is_its_key() -> None:
    (joined,) = rule_judgements(["Policy:Executive Order 14110", "eo:14110"], ONTOLOGY)
    assert (joined.author, joined.author_kind) == (f"{RULE_AUTHOR}typed key", "typed key")
    assert "14110" in joined.reason


def test_families_are_not_joined_with_their_members() -> None:
    assert pairs("Chip:H100", "Chip:H100 SXM", "Chip:H100 80GB", "Chip:NVIDIA H100") == {
        ("Chip:H100", "Chip:NVIDIA H100")
    }


KEYS = st.sampled_from(
    [
        "Model:Qwen2.5 7B", "Model:qwen2-5-7b", "hf:Qwen/Qwen2.5-7B", "hf:unsloth/Qwen2.5-7B",
        "hf:Qwen/Qwen2.5-7B-Instruct", "Model:Alibaba Qwen2.5-7B", "Model:Qwen3-30B", "Model:Qwen3-30B-A3B",
        "hf:THUDM/glm-4-9b", "hf:zai-org/glm-4-9b", "Model:GLM-4 9B", "Organization:智谱", "hf-org:THUDM",
        "Organization:Z.ai Inc.", "Chip:H100", "Chip:NVIDIA H100",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(keys=st.lists(KEYS, unique=True), data=st.data())
def test_any_order_gives_the_same_joins_and_only_of_one_thing(keys: list[str], data: st.DataObject) -> None:
    found = rule_judgements(keys, ONTOLOGY, LABS)
    assert found == rule_judgements(data.draw(st.permutations(keys)), ONTOLOGY, LABS)
    for members in nodes(keys, found).values():
        for key in members:
            assert verdict(members[0], key, known=LABS).verdict == "same"


def test_a_home_knows_its_names_and_a_judgement_is_undone(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    text = "Z.ai, formerly THUDM, is 智谱. High-Flyer is 幻方."
    said = [("hf-org:zai-org", "Z.ai"), ("hf-org:zai-org", "智谱"), ("Organization:High-Flyer", "幻方")]
    statements = tuple(
        Statement(
            subject=key,
            predicate="names",
            value=name,
            span=Span(start=text.find(name), end=text.find(name) + len(name)),
        )
        for key, name in said
    )
    document = Document(
        address="file:///a", source="reference", kind="reference", title="Names", text=text,
        retrieved="2026-11-25T08:00:00.000000Z",
    )  # fmt: skip
    renamed = Judgement(
        kind="same", author="somebody", author_kind="person", reason="renamed", left="hf-org:THUDM",
        right="hf-org:zai-org", renamed=True,
    )  # fmt: skip
    with Record(path) as record:
        record.write([Reading(document=document, statements=statements)])
        identity = record.judge(renamed)
        assert _said(path, "THUDM", "智谱") == ("same", "alias")
        record.undo(identity)
    assert _said(path, "THUDM", "智谱")[0] == "unknown"
    assert _said(path, "Z.ai", "幻方") == ("different", "alias: two things of the reference")
    assert verdict("Z.ai", "智谱", "Organization", NOTHING).verdict == "unknown"


def _said(path: Path, left: str, right: str) -> tuple[str, str]:
    view = path.with_name("names.db")
    with RecordReader(path) as reader:
        build_names(reader, ONTOLOGY, view)
        with Names(view) as names:
            found = verdict(left, right, "Organization", HomeNames(reader, names, ONTOLOGY, "reference"))
    return found.verdict, found.rule
