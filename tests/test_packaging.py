"""The package as it is installed: all that the product reads is in it, and it starts from anywhere."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
ROOMS = ("graph", "ingest", "qa", "ui", "cypher")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as anyone would build it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "uv", "build", "--quiet", "--wheel", "--out-dir", str(folder), str(REPOSITORY)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", env=uv_environment(), cwd=folder)
    assert run.returncode == 0, run.stderr
    (path,) = folder.glob("*.whl")
    return path


def uv_environment() -> dict[str, str]:
    """The environment for uv as the installer makes it: what pip was told counts."""
    script = "import json, install; print(json.dumps(install.uv_environment()))"
    run = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY / ".ci", capture_output=True, check=True)
    environment: dict[str, str] = json.loads(run.stdout)
    return environment


def files(*, code: bool) -> set[str]:
    """Files of the rooms, by their place in the repository: the modules, or all others."""
    found = (path for room in ROOMS for path in (REPOSITORY / room).rglob("*") if path.is_file())
    return {
        path.relative_to(REPOSITORY).as_posix()
        for path in found
        if "__pycache__" not in path.parts and (path.suffix == ".py") == code
    }


def test_all_modules_and_all_data_are_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    assert files(code=True) - inside == set()
    assert files(code=False) - inside == set()
    assert any(name.endswith(".yaml") for name in inside)
    assert any(name.endswith(".cypher") for name in inside)
    assert {f"{room}/py.typed" for room in ROOMS} <= inside


def test_nothing_else_is_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
    (meta,) = tops - set(ROOMS)
    assert meta.endswith(".dist-info")


def test_licences_and_the_command_are_declared(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        meta = {name.partition(".dist-info/")[2]: name for name in archive.namelist() if ".dist-info/" in name}
        assert {"licenses/LICENSE", "licenses/NOTICE"} <= set(meta)
        assert "sextant = ui.cli:main" in archive.read(meta["entry_points.txt"]).decode()
        metadata = archive.read(meta["METADATA"]).decode()
    assert "Requires-Python: >=3.11" in metadata
    assert "Requires-Dist: torch" not in metadata
    assert " @ file:" not in metadata


def test_it_starts_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    script = "import ui; print(ui.__file__); from ui.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", script, "--help"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith(str(tmp_path / "site"))
    assert "Usage: sextant" in run.stdout


def test_a_change_of_what_an_installation_depends_on_is_noticed(tmp_path: Path) -> None:
    """The installer skips its work by this hash alone."""
    for name in ("pyproject.toml", "constraints.txt", "Makefile"):
        (tmp_path / name).write_bytes((REPOSITORY / name).read_bytes())
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci/install.py").write_bytes((REPOSITORY / ".ci/install.py").read_bytes())
    before = digest(tmp_path)
    assert digest(tmp_path) == before
    with (tmp_path / "constraints.txt").open("a", encoding="utf-8") as file:
        file.write("# more\n")
    assert digest(tmp_path) != before


def digest(root: Path) -> str:
    script = "import install; print(install.digest('3.11.0'))"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=root / ".ci", capture_output=True, encoding="utf-8", check=True
    )
    return run.stdout.strip()


def test_the_constraints_name_each_dependency_and_no_place() -> None:
    lines = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = {line.partition("==")[0] for line in lines if not line.startswith("#")}
    assert {
        "sqlalchemy",
        "pyyaml",
        "neo4j",
        "arcadedb",
        "typer",
        "sentence-transformers",
        "torch",
        "pytest",
        "uv",
    } <= pins
    assert [line for line in lines[1:] if "==" not in line or "://" in line or "+" in line or " @ " in line] == []
