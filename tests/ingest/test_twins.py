"""Near copies: found whatever papers do to a wire story, none found between different ones, in linear time."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.twins import MIN_RUNS, THRESHOLD, Twin, band_keys, find_twins, groups_of, overlap, runs, signature

WORDS = [f"w{n}" for n in range(3000)]
Documents = dict[str, str]


def story(rng: random.Random, paragraphs: int = 10) -> list[str]:
    return [" ".join(rng.choices(WORDS, k=50)) for _ in range(paragraphs)]


def shifted(parts: list[str], share: float, rng: random.Random) -> str:
    """Return a copy whose runs overlap the original's by about ``share``: words at its end are others."""
    words = " ".join(parts).split()
    kept = round(len(words) * 2 * share / (1 + share))
    return " ".join(words[:kept] + rng.choices(WORDS, k=len(words) - kept))


def found(new: Documents, old: Documents | None = None) -> list[Twin]:
    texts = new | (old or {})
    return list(find_twins(_signed(new), _signed(old or {}), texts.__getitem__))


def _signed(texts: Documents) -> dict[str, bytes]:
    return {name: signature(text) for name, text in texts.items()}


def test_a_signature_depends_on_words_alone() -> None:
    text = (
        "The Model, with 671 billion Parameters, was trained on 2,048 H800 chips in Hangzhou, its makers say, "
        "and its weights are open to all who accept the licence. Rivals doubt the price that they give for the run."
    )
    assert signature(text) == signature(text.upper().replace(" ", "\n ").replace(",", " ;"))
    assert signature(text) != signature(text.replace("Hangzhou", "Beijing"))
    assert len(signature(" ".join(WORDS))) == 512


def test_a_signature_is_the_same_on_every_machine() -> None:
    """Signatures are kept on record: were this to fail, ``VERSION`` would have to be raised."""
    assert signature(" ".join(f"word{n}" for n in range(40)))[:16].hex() == "125fc20c02f9d31a4acafa055d9d822b"


def test_short_texts_have_no_twins() -> None:
    short = " ".join(WORDS[: MIN_RUNS + 3])
    assert signature(short) == b""
    assert band_keys(b"") == ()
    assert found({"a": short, "b": short}) == []


def test_recall_and_precision_by_overlap() -> None:
    rng = random.Random(1)
    originals = {f"o{n}": story(rng) for n in range(150)}
    old = {name: "\n\n".join(parts) for name, parts in originals.items()}
    copies = {f"{name}+": shifted(parts, 0.87, rng) for name, parts in originals.items()}
    shares = [overlap(copies[f"{name}+"], text) for name, text in old.items()]
    assert min(shares) > 0.85
    twins = found(copies, old)
    assert {(twin.left, twin.right) for twin in twins} == {(f"{name}+", name) for name in old}


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6])
def test_what_overlaps_less_is_no_twin(share: float) -> None:
    rng = random.Random(2)
    parts = story(rng)
    assert found({"copy": shifted(parts, share, rng)}, {"original": "\n".join(parts)}) == []


def test_chinese_by_characters() -> None:
    text = (
        "深度求索周四发布新版模型，总参数六千七百一十亿，每次推理激活三百七十亿，许可证允许商用，也允许蒸馏别的模型。"
    )
    other = (
        "阿里巴巴的通义团队在凌晨放出八个模型，最大的一个有两千三百五十亿参数，全部采用宽松许可证，开发者可以自由使用。"
    )
    copy = text.replace("周四", "周五") + "转载请注明出处。"
    assert 0.6 < overlap(text * 2, copy * 2) < 1
    assert [(t.left, t.right) for t in found({"b": copy}, {"a": text, "c": other})] == [("b", "a")]


def test_one_story_is_one_group_whenever_its_copies_come() -> None:
    rng = random.Random(3)
    parts = story(rng)
    texts = {f"d{n}": "\n\n".join(parts[: len(parts) - n % 2]) for n in range(8)} | {"x": "\n\n".join(story(rng))}
    together = groups_of(found(texts))
    twins: list[Twin] = []
    old: Documents = {}
    for name, text in texts.items():
        twins += found({name: text}, old)
        old[name] = text
    assert together == groups_of(twins) == (tuple(f"d{n}" for n in range(8)),)


def test_many_copies_and_much_in_common_take_linear_time() -> None:
    rng = random.Random(4)
    shared = " ".join(rng.choices(WORDS, k=30))
    same = "\n".join(story(rng, 4))
    texts = {f"s{n}": same for n in range(3000)} | {f"b{n}": f"{shared} {story(rng, 1)[0]}" for n in range(1000)}
    one = signature(same)
    signed = {name: one if name[0] == "s" else signature(text) for name, text in texts.items()}
    started = time.process_time()
    groups = groups_of(find_twins(signed, {}, texts.__getitem__))
    assert time.process_time() - started < 20
    assert [len(group) for group in groups] == [3000]


@given(st.text(max_size=400), st.text(max_size=400))
def test_overlap_of_anything(a: str, b: str) -> None:
    assert overlap(a, b) == overlap(b, a)
    assert 0 <= overlap(a, b) <= 1
    assert len(runs(a)) == 0 or overlap(a, a) == 1
    assert len(signature(a)) in (0, 512)


def test_groups_join() -> None:
    pairs = [("a", "b"), ("c", "d"), ("b", "c"), ("x", "y")]
    twins = [Twin(left=left, right=right, overlap=THRESHOLD) for left, right in pairs]
    assert groups_of(twins) == (("a", "b", "c", "d"), ("x", "y"))
