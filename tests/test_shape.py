"""The shape of the code: small files and functions, docstrings, and nothing in it that ties it to one machine."""

import ast
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
ROOMS = ("graph", "ingest", "qa", "ui", "cypher")
LONGEST_FILE = 300
LONGEST_FUNCTION = 60
"""Lines without the docstring; 40 is the aim."""

PLACES = re.compile(
    r"(?:^|[^\w.>~])/(?:root|home|work|Users)/\w|[A-Z]:\\\\?Users|"
    + "|".join(
        re.escape(host)
        for host in ("py" + "pi.org", "python" + "hosted.org", "py" + "torch.org/whl", "repo.mav" + "en")
    )
)
"""Folders of one machine, and hosts of package registries, which the user's own settings name."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def code(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (REPOSITORY / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    """Lines of a function from its def to its end, the docstring not counted."""
    first = function.body[0]
    is_docstring = ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if is_docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def public_without_docstring(tree: ast.Module) -> Iterator[str]:
    """Public functions, classes and methods at the top of a file or of a public class that lack a docstring."""
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            if ast.get_docstring(node) is None:
                yield node.name
            if isinstance(node, ast.ClassDef):
                methods = (inner for inner in node.body if isinstance(inner, Function))
                yield from (m.name for m in methods if not m.name.startswith("_") and ast.get_docstring(m) is None)


def files_of_the_repository() -> list[Path]:
    """All files under version control, or, where there is none (an unpacked archive), all that no tool made."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout
        return [path for name in listed.decode().split("\0") if name and (path := REPOSITORY / name).is_file()]
    except (OSError, subprocess.CalledProcessError):
        made = {"__pycache__", "build", "dist"}
        found: list[Path] = []
        for parent, folders, names in os.walk(REPOSITORY):
            folders[:] = [name for name in folders if name not in made and (name == ".ci" or not name.startswith("."))]
            found += [Path(parent) / name for name in names]
        return found


def texts() -> Iterator[tuple[Path, str]]:
    for path in files_of_the_repository():
        data = path.read_bytes()
        if b"\0" not in data:
            yield path, data.decode("utf-8", errors="replace")


def test_files_are_short() -> None:
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in code(*ROOMS, "tests", ".ci")
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    lengths = {
        f"{name_of(path)}:{function.lineno} {function.name}": length(function)
        for path in code(*ROOMS, "tests", ".ci")
        for function in functions(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def test_a_long_function_is_noticed_by_its_lines_without_the_docstring() -> None:
    body = '    """One\n    two.\n    """\n' + "    pass\n" * 60
    (function,) = functions(ast.parse("def long():\n" + body))
    assert length(function) == 61


def test_every_package_and_module_says_what_it_is() -> None:
    silent = [
        name_of(path)
        for path in code(*ROOMS, "tests", ".ci")
        if ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]
    assert silent == []


def test_every_folder_of_code_is_a_package() -> None:
    folders = {path.parent for path in code(*ROOMS)}
    assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_every_public_name_has_a_docstring() -> None:
    silent = [
        f"{name_of(path)}: {name}"
        for path in code(*ROOMS)
        for name in public_without_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_no_file_of_the_ui_hides_a_room() -> None:
    hiding = set(ROOMS) | {"tests"}
    assert [path.name for path in (REPOSITORY / "ui").iterdir() if path.stem in hiding] == []


@pytest.mark.parametrize(
    "text", ["cd /ho" + "me/me", "see /ro" + "ot/x", '"/wo' + 'rk/a"', "https://py" + "pi.org/simple"]
)
def test_a_place_of_one_machine_is_noticed(text: str) -> None:
    assert PLACES.search(text)


@pytest.mark.parametrize("text", ["https://a.example/home/x", "framework/home/x", "the home/ of", "~/work/x"])
def test_other_addresses_are_no_such_places(text: str) -> None:
    assert not PLACES.search(text)


def test_nothing_in_the_repository_names_a_place_of_one_machine() -> None:
    found = [
        f"{name_of(path)}:{number}: {line.strip()[:80]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if PLACES.search(line)
    ]
    assert found == []


def test_texts_end_their_lines_alike() -> None:
    """A carriage return in a data file would make offsets and hashes differ between systems."""
    assert [name_of(path) for path, text in texts() if "\r" in text and "/cases/" not in path.as_posix()] == []
