"""Walking what the user named, and recognising cards in it."""

from pathlib import Path

import pytest

from graph.errors import SourceError
from graph.record.types import Reading
from ingest.folder import Found, Skipped, beside, find_documents, found_at
from ingest.items import choose
from ingest.sources import shipped_readers
from ingest.sources.model_cards import org_and_name, read, recognise
from tests.ingest.recognising import head_of, raw_of


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
    path = put(tmp_path / "Qwen" / "Qwen2.5-7B" / "README.md")
    assert recognise(head_of(path, tmp_path)) == 0.9
    (card,) = read(raw_of(path))
    assert isinstance(card, Reading)
    assert card.document.title == "Qwen/Qwen2.5-7B"


def test_a_page_about_the_folder_is_no_card(tmp_path: Path) -> None:
    path = put(tmp_path / "Qwen" / "Qwen2.5-7B" / "README.md")
    assert recognise(head_of(path, path.parent)) == 0


def test_a_card_is_known_in_the_cache_of_the_hub() -> None:
    assert org_and_name(("0123abcd", "snapshots", "models--Qwen--Qwen2.5-7B", "hub")) == "Qwen/Qwen2.5-7B"


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
    path = put(tmp_path / "notes.md", text)
    assert (recognise(head_of(path)) > 0) == is_card


@pytest.mark.parametrize("folders", [("c", "a b"), ("c d", "a"), ("c", "ä"), ("-c", "a"), ("c",), ()])
def test_folders_that_are_no_names_of_the_hub_give_none(folders: tuple[str, ...]) -> None:
    assert org_and_name(folders) is None


def test_nobody_reads_what_no_source_knows(tmp_path: Path) -> None:
    assert choose(shipped_readers(), head_of(put(tmp_path / "Makefile"))) is None


def test_a_file_beside_is_given_by_name_and_inside_the_folder_alone(tmp_path: Path) -> None:
    put(tmp_path / "secret.csv", "s")
    put(tmp_path / "in" / "list.csv", "l")
    put(tmp_path / "in" / "other.csv", "o")
    path = put(tmp_path / "in" / "texts" / "1.txt", "t")
    near = beside(found_at(path, tmp_path / "in"), ("../list.csv", "../../secret.csv", "../none.csv"), 9)
    assert near("../list.csv") == b"l"
    assert near("../other.csv") is None
    assert near("../../secret.csv") is None
    assert near("../none.csv") is None
