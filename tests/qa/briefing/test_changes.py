"""A briefing follows the record: what is forgotten, corrected or not yet said is not said."""

from graph.explore.place import Place
from graph.record.lens import Lens
from graph.record.store import Record
from graph.record.types import Source
from tests.library.world import DISTILL, R1, V3
from tests.qa.briefing.home import desk_at, resolved, texts, written
from tests.record.readings import edge, moment, prop, reading


def test_what_is_forgotten_is_not_said(own_place: Place) -> None:
    with desk_at(own_place) as desk:
        before = written("DeepSeek", desk)
    assert "High-Flyer owns DeepSeek." in texts(before, "Actors")
    with Record(own_place.record) as record:
        record.forget(["https://example.org/6"])
    with desk_at(own_place) as desk:
        after = written("DeepSeek", desk)
    assert "High-Flyer owns DeepSeek." not in texts(after, "Actors")
    gap = "No source on record says who owns, funds or works with DeepSeek."
    assert gap not in texts(before, "What is not known")
    assert gap in texts(after, "What is not known")
    assert "Who owns AI" in {source.title for source in before.sources}
    assert "Who owns AI" not in {source.title for source in after.sources}


def test_a_changed_statement_changes_the_sentence_and_a_dispute_names_both_sides(own_place: Place) -> None:
    facts = [prop(V3, "parameters", 685_000_000_000), prop("Organization:DeepSeek", "founded", "2024")]
    facts += [
        edge("Organization:DeepSeek", "DEVELOPED", "hf:deepseek-ai/DeepSeek-V4"),
        prop(R1, "released", "2025-01-22"),
    ]
    with Record(own_place.record) as record:
        record.put_sources([Source(name="better", trust=0.99)])
        record.write([
            reading("https://example.org/new", facts, moment("2025-02-20"), published="2025-02-20", source="better",
                    title="A correction", publisher="Corrector"),
        ])  # fmt: skip
    with desk_at(own_place) as desk:
        briefing = written("DeepSeek", desk)
    assert "DeepSeek is on record as a company, founded in 2024." in texts(briefing, "What is known")
    assert any("The record holds 4 models" in text for text in texts(briefing, "What is known"))
    assert any("with 685 billion parameters" in text for text in texts(briefing, "Timeline"))
    disagree = texts(briefing, "Where sources disagree")
    assert (
        "On the parameters of deepseek-ai/DeepSeek-V3, sources differ: 685 billion (Corrector, 2025-02-20); "
        "671 billion (Epoch AI, 2025-02-10)." in disagree
    )
    assert any("release date of deepseek-ai/DeepSeek-R1" in text for text in disagree)


def test_as_of_a_day_it_says_what_the_sources_of_that_day_say(own_place: Place) -> None:
    with desk_at(own_place, Lens(as_of="2024-12-01")) as desk:
        early = written("H100", desk)
    assert early.as_of == "2024-12-01"
    assert "No policy on record that is in force on 2024-12-01 restricts H100, its line or a variant." in texts(
        early, "What is not known"
    )
    assert texts(early, "Policies in force") == []
    assert "NVIDIA makes it." in texts(early, "What is known")
    assert "NVIDIA of United States makes it." not in texts(early, "What is known")


def test_one_source_alone(own_place: Place) -> None:
    with desk_at(own_place, Lens(source="news")) as desk:
        briefing = written("DeepSeek", desk)
    assert briefing.opening.text == "What news alone says of DeepSeek, as of 2025-03-01."
    assert texts(briefing, "Actors") == ["High-Flyer owns DeepSeek."]
    assert {source.title for source in briefing.sources if source.ground == "document"} == {"Who owns AI"}
    assert DISTILL not in str(briefing)


def test_a_lab_goes_before_a_model_of_its_name_and_says_so(own_place: Place) -> None:
    with Record(own_place.record) as record:
        record.write([
            reading("https://example.org/line", [prop("Model:DeepSeek", "released", "2024-01-05")],
                    moment("2025-02-20"), title="A line of models"),
        ])  # fmt: skip
    with desk_at(own_place) as desk:
        found = resolved("DeepSeek", desk)
        assert (found.topic.label, found.recipe.name) == ("Organization", "lab")
        assert [(one.label, one.name) for one in found.others] == [("Model", "DeepSeek")]
        assert resolved(found.others[0].node, desk).recipe.name == "model"


def test_a_source_that_gives_one_name_several_values_contradicts_nobody(own_place: Place) -> None:
    told = {"one": [7_000_000_000, 20_000_000_000], "other": [685_000_000_000], "near": [672_000_000_000]}
    readings = [
        reading(f"https://example.org/{who}/{at}", [prop(V3, "parameters", value)], moment("2025-02-20"), source=who,
                published="2025-02-20", title=who, publisher=who)
        for who, values in told.items() for at, value in enumerate(values)
    ]  # fmt: skip
    with Record(own_place.record) as record:
        record.put_sources([Source(name=who, trust=0.3) for who in told])
        record.write(readings)
    with desk_at(own_place) as desk:
        (line,) = [text for text in texts(written("DeepSeek", desk), "Where sources disagree") if "parameters" in text]
    assert "685 billion (other" in line
    # Two sizes of one source are of two things, and 672 is 671 rounded.
    assert not any(value in line for value in ("7 billion (one", "20 billion", "672 billion"))
