"""The worked example of docs/mapping.md reads as the page says."""

import re
from pathlib import Path

from ingest.tables.row import NOTHING
from tests.ingest.tables.making import left, read, reading, shown

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "mapping.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def mapping() -> str:
    return block("yaml").replace('for: "models*.csv"\n', "")


def test_the_first_row_gives_what_the_page_shows() -> None:
    one = reading(mapping(), block("csv"), "models.csv")
    lines = [shown(one, statement) for statement in one.statements]
    assert [line for line in lines if "[3 " in line] == block("text").splitlines()
    assert (one.document.source, one.document.published) == ("our models", "2025-03-01")


def test_the_other_rows_give_what_the_page_tells() -> None:
    one = reading(mapping(), block("csv"), "models.csv")
    lines = [shown(one, statement) for statement in one.statements]
    assert "Model:Falcata-70B TRAINED_WITH Chip:Northwind X2 [4 Chips: Northwind X2]" in lines
    assert "Model:Falcata-70B training_chip_count 512 [4 Number: 512]" in lines
    (context,) = [s for s in one.statements if s.predicate == "context_length" and "70B" in s.subject]
    assert (context.value, context.confidence) == (32000, 0.6)
    assert left(one) == [
        "over 3 | row 5, column Size (B): not one figure in a unit that fits",
        "Spain | row 5, column Home: the row names no maker",
    ]
    assert dict(one.unread) == {"Remarks": 1}


def test_every_option_that_the_page_names_is_one() -> None:
    """An option of a table that the loader does not know is told by name, so that none here is made up."""
    options = set(re.findall(r"^\| (`[^|]*`) \|", PAGE, re.MULTILINE))
    names = {name for cell in options for name in re.findall(r"`(\w+)`", cell)}
    known = " ".join(path.read_text("utf-8") for path in (Path(PAGE_CODE) / "tables").glob("mapping*.py"))
    known += (Path(PAGE_CODE) / "sources" / "mapped_tables.py").read_text("utf-8")
    assert {name for name in names if f'"{name}"' not in known} == set()


PAGE_CODE = Path(__file__).resolve().parents[3] / "ingest"


def test_what_says_nothing_is_what_the_page_lists() -> None:
    assert {"-", "n/a", "null", "none", "nan", ""} <= NOTHING
    assert read(mapping(), "Name,Makers\n", "models.csv").__class__.__name__ == "SetAside"
