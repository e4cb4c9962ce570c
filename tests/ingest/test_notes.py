"""Spans of what is read from a text."""

from ingest.notes import Notes


def test_a_span_past_the_end_ends_with_the_text() -> None:
    notes = Notes("---\nextra_gated_button_content: ", "a title")
    span = notes.whole_span(4, 84)
    assert notes.text[span.start : span.end] == "extra_gated_button_content:"
