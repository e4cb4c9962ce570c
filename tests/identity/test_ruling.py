"""Judgements by rule on a record: which bare name is which repository, in whatever order the documents come."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.record.store import Record
from graph.record.types import Judgement, Reading
from tests.identity.world import ambiguous, atom, card, document, epoch, labs, nodes, rule, ruled

QWEN = {"Model:Qwen2.5-72B", "hf:Qwen/Qwen2.5-72B"}


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "record.db") as made:
        made.write(labs())
        yield made


def together(record: Record, *keys: str) -> bool:
    return any(set(keys) <= found for found in nodes(record.path).values())


def test_one_model_of_a_table_a_list_and_a_card_is_one_node(record: Record) -> None:
    record.write(
        [
            epoch("epoch", ("Qwen2.5-72B", "Alibaba")),
            atom("atom", ("Alibaba Cloud", "Qwen/Qwen2.5-72B")),
            card("Qwen/Qwen2.5-72B"),
        ]
    )
    made = rule(record)
    assert made.made >= 1
    assert together(record, *QWEN)
    ((kind, left, right, author, reason),) = {one for one in ruled(record.path) if one[1].startswith("Model:")}
    assert (kind, left, right, author) == ("same", *sorted(QWEN), "rule: hub id, developer")
    assert "Qwen2.5-72B" in reason
    assert rule(record).looked_at == 0


def test_of_several_repositories_it_is_the_developers_own(record: Record) -> None:
    record.write(
        [card("meta-llama/Llama-2-7b"), card("NousResearch/Llama-2-7b"), epoch("e", ("Llama-2-7b", "Meta AI"))]
    )
    rule(record)
    assert together(record, "Model:Llama-2-7b", "hf:meta-llama/Llama-2-7b")
    assert not together(record, "hf:NousResearch/Llama-2-7b", "hf:meta-llama/Llama-2-7b")
    assert ambiguous(record.path) == frozenset()


def test_a_bare_name_alone_is_none_of_several_and_says_so(record: Record) -> None:
    record.write([card("meta-llama/Llama-2-7b"), card("NousResearch/Llama-2-7b")])
    record.write([card("NousResearch/Puffin", base="Model:Llama-2-7b")])
    rule(record)
    assert ruled(record.path) == set()
    assert ambiguous(record.path) == {"Model:llama 2 7 b"}


@pytest.mark.parametrize(
    ("developers", "repository"),
    [
        ("Nous Research", "meta-llama/Llama-2-7b"),  # spelt alike, and somebody else's
        ("Meta AI", "someone/Llama-2-7b"),  # an account of nobody known
        ("", "someone/Llama-2-7b"),
        ("Meta AI", "meta-llama/Llama-2-7b-chat"),
        ("Meta AI", "meta-llama/Llama-2-70b"),
    ],
)
def test_what_is_somebody_elses_or_another_model_is_not_joined(
    record: Record, developers: str, repository: str
) -> None:
    record.write([card(repository), epoch("e", ("Llama-2-7b", developers))])
    rule(record)
    assert not together(record, "Model:Llama-2-7b", f"hf:{repository}")


def test_documents_that_name_other_developers_leave_a_name_alone(record: Record) -> None:
    record.write([card("microsoft/aurora"), epoch("e", ("Aurora", "Microsoft"))])
    rule(record)
    assert together(record, "Model:Aurora", "hf:microsoft/aurora")
    record.write([epoch("f", ("Aurora", "Meta AI"))])
    rule(record)
    assert not together(record, "Model:Aurora", "hf:microsoft/aurora")
    record.write([epoch("f", ("Aurora", "Meta AI,Microsoft"))])  # a joint work
    rule(record)
    assert together(record, "Model:Aurora", "hf:microsoft/aurora")


def test_two_repositories_of_the_developer_take_no_bare_name(record: Record) -> None:
    record.write([card("Qwen/Qwen-7B"), card("Qwen/Qwen_7B"), epoch("e", ("Qwen 7B", "Alibaba"))])
    rule(record)
    assert ruled(record.path) == set()


def test_what_is_derived_from_a_thing_is_another_thing(record: Record) -> None:
    record.write([card("Qwen/Qwen2.5-72B", base="Model:Qwen2.5-72B"), epoch("e", ("Qwen2.5-72B", "Alibaba"))])
    rule(record)
    assert not together(record, *QWEN)


def test_a_name_that_a_copy_bears_stays_the_developers(record: Record) -> None:
    copy = document("copy", [("hf:unsloth/Qwen2.5-72B", "name", "Qwen2.5-72B")])
    record.write([copy, card("Qwen/Qwen2.5-72B"), epoch("e", ("Qwen2.5-72B", "Alibaba"))])
    rule(record)
    assert together(record, *QWEN)
    assert not together(record, "Model:Qwen2.5-72B", "hf:unsloth/Qwen2.5-72B")


def test_an_account_is_no_company_by_a_single_word(record: Record) -> None:
    record.write([card("aurora/one"), card("BlueSky-Labs/two"), epoch("e", ("A 1", "Aurora"), ("B 1", "BlueSky Labs"))])
    rule(record)
    assert not together(record, "Organization:Aurora", "hf-org:aurora")
    assert together(record, "Organization:BlueSky Labs", "hf-org:BlueSky-Labs")


def test_a_change_of_who_a_lab_is_reaches_its_models(record: Record) -> None:
    record.write([card("zhihu-frontier/Big-7B"), epoch("e", ("Big 7B", "Frontier Group"))])
    rule(record)
    assert not together(record, "Model:Big 7B", "hf:zhihu-frontier/Big-7B")
    known = document("lab", [("hf-org:zhihu-frontier", "name", "Frontier Group")], source="reference", kind="reference")
    record.write([known])
    rule(record)
    assert together(record, "Model:Big 7B", "hf:zhihu-frontier/Big-7B")
    record.forget(["file:///lab"])
    rule(record)
    assert not together(record, "Model:Big 7B", "hf:zhihu-frontier/Big-7B")


def test_a_person_overrules_and_takes_it_back(record: Record) -> None:
    record.write([card("Qwen/Qwen2.5-72B"), epoch("e", ("Qwen2.5-72B", "Alibaba"))])
    rule(record)
    left, right = sorted(QWEN)
    no = Judgement(kind="different", author="person", author_kind="person", reason="no", left=left, right=right)
    identity = record.judge(no)
    rule(record)
    assert not together(record, *QWEN)
    assert ruled(record.path) == set()
    record.undo(identity)
    rule(record)
    assert together(record, *QWEN)


def test_forgetting_leaves_no_name_in_the_judgements(record: Record) -> None:
    record.write([card("Qwen/Qwen2.5-72B"), epoch("e", ("Qwen2.5-72B", "Alibaba"))])
    rule(record)
    record.forget(["file:///e"])
    rule(record)
    assert ruled(record.path) == set()
    assert b"Model:Qwen2.5-72B" not in b"".join(path.read_bytes() for path in record.path.parent.glob("*.db*"))


def test_a_damaged_or_lost_index_changes_nothing(record: Record) -> None:
    record.write([card("Qwen/Qwen2.5-72B"), epoch("e", ("Qwen2.5-72B", "Alibaba"))])
    rule(record)
    before, index = ruled(record.path), record.path.with_name("rules.db")
    index.write_bytes(b"not a database" * 100)
    assert (rule(record).made, ruled(record.path)) == (0, before)
    index.unlink()
    assert (rule(record).undone, ruled(record.path)) == (0, before)


DOCUMENTS = [
    *labs(),
    card("Qwen/Qwen2.5-72B"),
    card("meta-llama/Llama-2-7b"),
    card("NousResearch/Llama-2-7b", base="Model:Llama-2-7b"),
    card("unsloth/Qwen2.5-72B", base="Model:Qwen2.5-72B"),
    card("microsoft/aurora"),
    epoch("epoch", ("Qwen2.5-72B", "Alibaba"), ("Llama 2-7B", "Meta AI"), ("Aurora", "Microsoft")),
    epoch("other", ("Llama-2-7b", "Nous Research"), ("Aurora", "Meta AI"), ("Qwen 2.5 72B", "Alibaba Cloud")),
    atom("atom", ("Alibaba", "Qwen/Qwen2.5-72B"), ("Meta", "meta-llama/Llama-2-7b")),
    document("names", [("hf:unsloth/Qwen2.5-72B", "names", "Qwen2.5-72B"), ("hf:microsoft/aurora", "names", "Aurora")]),
    document("orgs", [("Organization:Microsoft Corporation", "names", "Microsoft"), ("Lab:Meta", "names", "Meta AI")]),
]


def judged_at_once(readings: list[Reading]) -> set[tuple[str, ...]]:
    with TemporaryDirectory() as folder, Record(Path(folder) / "record.db") as record:
        record.write(readings)
        rule(record)
        return ruled(record.path)


@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_the_order_of_documents_and_of_runs_does_not_count(data: st.DataObject) -> None:
    order = data.draw(st.permutations(DOCUMENTS))
    gone = data.draw(st.lists(st.sampled_from(DOCUMENTS), unique_by=lambda one: one.document.address, max_size=4))
    addresses = [one.document.address for one in gone]
    with TemporaryDirectory() as folder, Record(Path(folder) / "record.db") as record:
        for reading in order:
            record.write([reading])
            if data.draw(st.booleans()):
                rule(record)
        if addresses:
            record.forget(addresses)
        rule(record)
        found = ruled(record.path)
    left = [one for one in DOCUMENTS if one.document.address not in addresses]
    assert found == judged_at_once(left)
