"""Walking what the user named, and recognising cards in it."""

from pathlib import Path

import pytest

from graph.errors import SourceError
from ingest.folder import Found, Skipped, find_documents, org_and_name, recognise, survey
from ingest.sources.model_cards import SOURCE


def put(path: Path, text: str = "# M\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def link(path: Path, target: Path) -> None:
    try:
        path.symlink_to(target, target_is_directory=target.is_dir())
    except OSError as error:
        pytest.skip(f"this system makes no links: {error}")


def found(paths: list[Path]) -> list[Path]:
    return [item.path for item in find_documents(paths) if isinstance(item, Found)]


def skipped(paths: list[Path]) -> dict[str, str]:
    return {item.path.name: item.reason for item in find_documents(paths) if isinstance(item, Skipped)}


def test_files_come_in_a_stable_order_and_once(tmp_path: Path) -> None:
    files = [put(tmp_path / name) for name in ("b/2.md", "a/x/1.md", "a/0.md", "z.md", "a/x/0.md")]
    wanted = [tmp_path / name for name in ("z.md", "a/0.md", "a/x/0.md", "a/x/1.md", "b/2.md")]
    assert found([tmp_path]) == wanted
    assert found([files[0], tmp_path, tmp_path / "a"]) == [files[0], *wanted[:-1]]


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere: there is no such file or folder"):
        found([tmp_path / "nowhere"])


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path / "secret" / "key.md")
    inside = put(tmp_path / "cards" / "a" / "in.md")
    link(tmp_path / "cards" / "out.md", secret)
    link(tmp_path / "cards" / "outdir", secret.parent)
    link(tmp_path / "cards" / "loop", tmp_path / "cards")
    link(tmp_path / "cards" / "same.md", inside)
    link(tmp_path / "cards" / "gone.md", tmp_path / "gone")
    cards = tmp_path / "cards"
    assert found([cards]) == [cards / "same.md", inside]
    assert skipped([cards]) == {
        "out.md": "a link that leads out of the folder",
        "outdir": "a link that leads out of the folder",
        "loop": "a link to a folder, which is read in its own place",
        "gone.md": "a link that leads nowhere",
    }


def test_hidden_files_are_said(tmp_path: Path) -> None:
    put(tmp_path / ".git" / "a.md")
    assert found([tmp_path]) == []
    assert skipped([tmp_path]) == {".git": "hidden"}


def test_a_card_is_known_by_its_place(tmp_path: Path) -> None:
    card = recognise(put(tmp_path / "Qwen" / "Qwen2.5-7B" / "README.md"), SOURCE)
    assert card is not None
    assert card.org_name == "Qwen/Qwen2.5-7B"


def test_a_card_is_known_in_the_cache_of_the_hub() -> None:
    path = Path("hub/models--Qwen--Qwen2.5-7B/snapshots/0123abcd/README.md")
    assert org_and_name(path) == "Qwen/Qwen2.5-7B"


@pytest.mark.parametrize(
    ("text", "is_card"),
    [
        ("---\nlicense: mit\n---\n", True),
        ("\n---\r\nmodel-index:\r\n---\r\n", True),
        ("---\ntitle: News\ndate: 2024-01-01\n---\nlicense: mit\n", False),
        ("license: mit\n", False),
        ("# M\n", False),
    ],
)
def test_a_card_in_another_place_is_known_by_its_fields(tmp_path: Path, text: str, is_card: bool) -> None:
    card = recognise(put(tmp_path / "notes.md", text), SOURCE)
    assert (card is not None) == is_card
    assert card is None or card.org_name is None


@pytest.mark.parametrize("folders", ["a b/c", "a/c d", "ä/c", "a/-c"])
def test_folders_that_are_no_names_of_the_hub_give_none(tmp_path: Path, folders: str) -> None:
    assert org_and_name(tmp_path / folders / "README.md") is None


def test_a_survey_counts_what_nothing_reads(tmp_path: Path) -> None:
    put(tmp_path / "a" / "b" / "README.md")
    put(tmp_path / "x.PDF")
    put(tmp_path / "y.pdf")
    put(tmp_path / "notes.md", "text")
    put(tmp_path / "Makefile")
    result = survey([tmp_path], SOURCE)
    assert [card.org_name for card in result.cards] == ["a/b"]
    assert result.no_reader == {"": 1, ".md": 1, ".pdf": 2}
    assert result.skipped == ()
