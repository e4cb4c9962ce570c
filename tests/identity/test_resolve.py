"""Who is who: the same for any order of keys, names and judgements, and never two things in one node by accident."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InvalidKey
from graph.identity import Bearing, Identity, resolve
from graph.ontology import shipped_ontology
from graph.record.reader import StoredJudgement
from graph.record.types import AuthorKind

BOUNDED = settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
KEYS = (
    "hf:Qwen/A", "hf:qwen/a", "hf:Qwen/B", "hf:old/A", "Model:A", "Model:a", "Model:B", "Model:The A",
    "Organization:Qwen", "Lab:Qwen", "Organization:Zed", "hf-org:Qwen", "hf-org:Zed", "spdx:MIT", "License:MIT",
)  # fmt: skip
NUMBERS = itertools.count()


def judged(
    kind: str, left: str, right: str, by: AuthorKind = "person", *, renamed: bool = False, number: int | None = None
) -> StoredJudgement:
    return StoredJudgement(
        id=f"{next(NUMBERS) if number is None else number:032x}", kind=kind, left=left, right=right, renamed=renamed,
        predicate=None, said=None, address=None, value=None, author_kind=by,
    )  # fmt: skip


def same(left: str, right: str, by: AuthorKind = "person", *, renamed: bool = False) -> StoredJudgement:
    return judged("same", left, right, by, renamed=renamed)


def different(left: str, right: str) -> StoredJudgement:
    return judged("different", left, right)


def who(keys: tuple[str, ...], *judgements: StoredJudgement, names: dict[str, str] | None = None) -> Identity:
    """Return who is who; ``names``: name borne by key."""
    bearings = [Bearing(key=key, name=name) for key, name in (names or {}).items()]
    return resolve(keys, judgements, bearings, shipped_ontology())


def nodes(found: Identity) -> dict[str, tuple[str, ...]]:
    return dict(found.members)


JUDGEMENTS = st.builds(
    judged,
    kind=st.sampled_from(["same", "same", "same", "different"]),
    left=st.sampled_from(KEYS),
    right=st.sampled_from(KEYS),
    by=st.sampled_from(["person", "typed key", "alias", "spelling"]),
    renamed=st.sampled_from([False, False, True]),
    number=st.integers(0, 1_000_000),
)
BEARINGS = st.builds(Bearing, key=st.sampled_from(KEYS), name=st.sampled_from(["A", "a", "B", "Qwen", "zed", "MIT"]))


@BOUNDED
@given(
    keys=st.lists(st.sampled_from(KEYS), min_size=2, unique=True),
    judgements=st.lists(JUDGEMENTS, max_size=8, unique_by=lambda j: j.id),
    bearings=st.lists(BEARINGS, max_size=5),
    data=st.data(),
)
def test_no_order_matters_and_no_rule_is_broken(
    keys: list[str], judgements: list[StoredJudgement], bearings: list[Bearing], data: st.DataObject
) -> None:
    ontology = shipped_ontology()
    found = resolve(keys, judgements, bearings, ontology)
    shuffled = data.draw(st.permutations(keys)), data.draw(st.permutations(judgements))
    again = resolve(*shuffled, data.draw(st.permutations(bearings)), ontology)
    assert found == again
    for node, members in found.members.items():
        assert len({found.parts[key].label for key in members}) == 1
        assert node in found.node_of.values()
    for judgement in judgements:
        left, right = found.parts[judgement.left].normal, found.parts[judgement.right or ""].normal
        if judgement.kind == "different" and left != right:
            assert found.node_of[judgement.left] != found.node_of[judgement.right or ""]
    renamed = any(judgement.renamed for judgement in judgements)
    for members in found.members.values():
        for scheme in ("hf", "hf-org", "spdx"):
            ids = {found.parts[key].normal for key in members if found.parts[key].scheme == scheme}
            assert len(ids) <= 1 or renamed


@BOUNDED
@given(
    keys=st.lists(st.sampled_from(KEYS), min_size=2, unique=True),
    judgements=st.lists(JUDGEMENTS, max_size=8, unique_by=lambda j: j.id),
    bearings=st.lists(BEARINGS, max_size=5),
)
def test_a_node_depends_on_its_neighbourhood_alone(
    keys: list[str], judgements: list[StoredJudgement], bearings: list[Bearing]
) -> None:
    ontology = shipped_ontology()
    found = resolve(keys, judgements, bearings, ontology)
    near = found.neighbourhood([min(keys)])
    alone = resolve(
        [key for key in keys if key in near],
        [j for j in judgements if j.left in near],
        [b for b in bearings if b.key in near],
        ontology,
    )
    assert {key: node for key, node in found.node_of.items() if key in near} == dict(alone.node_of)


def test_a_key_alone_is_its_own_node() -> None:
    found = who(("hf:Qwen/A", "Model:Qwen2.5-7B", "License:Apache 2.0", "Lab:DeepSeek"))
    assert set(nodes(found)) == {"hf:Qwen/A", "Model:qwen 2 5 7 b", "License:apache 2 0", "Organization:deepseek"}


def test_case_does_not_tell_hub_ids_apart_and_the_least_spelling_is_the_node() -> None:
    assert nodes(who(("hf:qwen/a", "hf:Qwen/A"))) == {"hf:Qwen/A": ("hf:Qwen/A", "hf:qwen/a")}


def test_a_name_with_a_role_is_the_name_with_its_type() -> None:
    found = who(("Lab:Qwen", "Organization:qwen", "Agency:QWEN"))
    assert nodes(found) == {"Organization:qwen": ("Agency:QWEN", "Lab:Qwen", "Organization:qwen")}


def test_the_least_typed_key_names_the_node() -> None:
    found = who(("Model:A", "hf:Qwen/A"), same("Model:A", "hf:Qwen/A"))
    assert nodes(found) == {"hf:Qwen/A": ("Model:A", "hf:Qwen/A")}


def test_a_bare_name_with_one_bearer_joins_it() -> None:
    found = who(("Model:The A", "hf:Qwen/A"), names={"hf:Qwen/A": "the a"})
    assert found.node_of["Model:The A"] == "hf:Qwen/A"
    assert found.ambiguous == frozenset()


def test_a_bare_name_that_two_bear_stays_by_itself_and_is_ambiguous() -> None:
    found = who(("Model:A", "hf:Qwen/A", "hf:old/A"), names={"hf:Qwen/A": "A", "hf:old/A": "a"})
    assert found.node_of["Model:A"] == "Model:a"
    assert found.ambiguous == {"Model:a"}


def test_two_bearers_that_are_one_thing_make_no_name_ambiguous() -> None:
    found = who(
        ("Model:A", "hf:Qwen/A", "hf:old/A"),
        same("hf:Qwen/A", "hf:old/A", renamed=True),
        names={"hf:Qwen/A": "A", "hf:old/A": "a"},
    )
    assert set(nodes(found)) == {"hf:Qwen/A"}
    assert found.ambiguous == frozenset()


def test_a_judgement_places_an_ambiguous_name() -> None:
    found = who(
        ("Model:A", "hf:Qwen/A", "hf:old/A"),
        same("Model:A", "hf:old/A"),
        names={"hf:Qwen/A": "A", "hf:old/A": "a"},
    )
    assert found.node_of["Model:A"] == "hf:old/A"
    assert found.ambiguous == frozenset()


def test_a_short_name_of_an_id_makes_no_join() -> None:
    assert len(nodes(who(("Model:A", "hf:Qwen/A")))) == 2


def test_names_chain_whatever_they_are_called() -> None:
    """Qwen bears "zed", and Zed bears "yak"; the alphabet does not decide whether all three are one."""
    for first, second, third in itertools.permutations(["Qwen", "Zed", "Yak"]):
        keys = tuple(f"Organization:{name}" for name in (first, second, third))
        found = who(keys, names={keys[0]: second, keys[1]: third})
        assert len(set(found.node_of.values())) == 1


@pytest.mark.parametrize(
    ("strong", "weak"),
    [("person", "typed key"), ("typed key", "alias"), ("alias", "spelling"), ("person", "spelling")],
)
def test_the_stronger_author_goes_first(strong: AuthorKind, weak: AuthorKind) -> None:
    """One bare name cannot be two models with ids of one kind: the first join wins."""
    for winner, loser in (("hf:Qwen/A", "hf:Qwen/B"), ("hf:Qwen/B", "hf:Qwen/A")):
        found = who((winner, loser, "Model:X"), same("Model:X", loser, weak), same("Model:X", winner, strong))
        assert found.node_of["Model:X"] == winner


def test_different_vetoes_a_join_of_whoever() -> None:
    found = who(("Model:A", "hf:Qwen/A"), same("Model:A", "hf:Qwen/A"), different("hf:qwen/a", "Model:a"))
    assert found.node_of["Model:A"] != found.node_of["hf:Qwen/A"]


def test_different_vetoes_a_name_borne() -> None:
    found = who(("Model:A", "hf:Qwen/A"), different("Model:A", "hf:Qwen/A"), names={"hf:Qwen/A": "A"})
    assert found.node_of["Model:A"] == "Model:a"


def test_what_is_different_stays_so_through_a_third() -> None:
    found = who(
        ("Model:A", "Model:B", "Model:The A"),
        different("Model:A", "Model:B"),
        same("Model:A", "Model:The A"),
        same("Model:The A", "Model:B"),
    )
    assert found.node_of["Model:A"] != found.node_of["Model:B"]
    assert len(nodes(found)) == 2


def test_two_ids_of_one_kind_never_join_without_a_rename() -> None:
    two = ("hf:Qwen/A", "hf:Qwen/B", "Model:X")
    direct, through = same(two[0], two[1]), (same(two[0], two[2]), same(two[1], two[2]))
    assert len(nodes(who(two, direct))) == 3
    assert who(two, *through).node_of[two[0]] != who(two, *through).node_of[two[1]]


def test_a_recorded_rename_joins_two_ids() -> None:
    found = who(("hf:THUDM/glm", "hf:zai-org/glm"), same("hf:THUDM/glm", "hf:zai-org/glm", "alias", renamed=True))
    assert nodes(found) == {"hf:THUDM/glm": ("hf:THUDM/glm", "hf:zai-org/glm")}


def test_a_rename_recorded_twice_is_one() -> None:
    keys = ("hf:THUDM/glm", "hf:zai-org/glm")
    found = who(keys, same(*keys, "alias", renamed=True), same(*keys, "person", renamed=True))
    assert len(nodes(found)) == 1


def test_renames_chain() -> None:
    keys = ("hf:a/glm", "hf:b/glm", "hf:c/glm")
    found = who(keys, same(keys[0], keys[1], renamed=True), same(keys[1], keys[2], renamed=True))
    assert len(nodes(found)) == 1
    vetoed = who(
        keys, same(keys[0], keys[1], renamed=True), same(keys[1], keys[2], renamed=True), different(keys[0], keys[2])
    )
    assert len(nodes(vetoed)) == 2


def test_ids_of_two_kinds_join() -> None:
    assert set(nodes(who(("hf-org:Qwen", "ror:04abc"), same("hf-org:Qwen", "ror:04abc")))) == {"hf-org:Qwen"}


def test_things_of_two_types_never_join() -> None:
    assert len(nodes(who(("Model:Qwen", "Organization:Qwen"), same("Model:Qwen", "Organization:Qwen")))) == 2


def test_a_key_of_no_type_is_named() -> None:
    with pytest.raises(InvalidKey, match=r"'Planet' is neither a label nor a key scheme; possible: .*Model"):
        who(("Planet:Mars",))
