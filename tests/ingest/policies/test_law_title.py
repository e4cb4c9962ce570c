"""What a law is called by its own first words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.laws_title import LONGEST, title_of_law


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("SECTION 1. SHORT TITLE.\nThis Act may be cited as the “Owl Act of 2024”.SEC. 2.", "Owl Act of 2024"),
        ("SEC. 5. SHORT TITLE. This division may be cited as the ‘‘National Owl\nAct’’.", "National Owl Act"),
        ("This act is known and may be cited as the \"Owl Council Act.\"", "Owl Council Act"),
        (
            " H. R. 774\n\nIN THE HOUSE OF REPRESENTATIVES\n\nA BILL\nTo count owls, and for other purposes.\n",
            "A bill to count owls, and for other purposes",
        ),
        ("[Introductory material omitted.]\n\nBLUEPRINT FOR OWLS\n\nSAFE OWLS", "BLUEPRINT FOR OWLS"),
        ("SEC. 1531. OWL DEVELOPMENT PLAN.\n\n(a) Plan.--Not later", "SEC. 1531. OWL DEVELOPMENT PLAN."),
        ("I. Executive Summary\n\nOwls in Public Service\n", "Owls in Public Service"),
        ("人工智能管理办法\n第一条 为了", "人工智能管理办法"),
        ("\n \n", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_law_is_called_by_its_own_words(text: str, title: str | None) -> None:
    assert title_of_law(text) == title


@given(st.text(max_size=400))
def test_any_text_has_a_short_title_on_one_line_or_none(text: str) -> None:
    title = title_of_law(text)
    assert title is None or (len(title) <= LONGEST + 4 and "\n" not in title)


def test_a_long_text_takes_no_longer() -> None:
    assert title_of_law("may be cited as the “" * 200_000) is not None
