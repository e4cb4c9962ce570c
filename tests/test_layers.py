"""The walls between the rooms: who imports whom, who reads the environment, what is imported when."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
ROOMS = ("graph", "ingest", "qa", "ui", "cypher")
DRIVERS = ("neo4j", "arcadedb", "arcadedb_embedded")
READERS = {"environ", "environb", "getenv", "getenvb"}
HEAVY = ("torch", "sentence_transformers", "transformers", "numpy", "neo4j", "arcadedb", "sqlalchemy", "rich", "yaml")


def modules(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (REPOSITORY / room).rglob("*.py"))


def environment_reads(source: str) -> Iterator[int]:
    """Lines that read the environment. Setting a variable is no reading: a library may leave no other way."""
    tree = ast.parse(source)
    written = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in READERS and id(node) not in written:
            yield node.lineno
        if isinstance(node, ast.ImportFrom) and node.module == "os" and READERS & {name.name for name in node.names}:
            yield node.lineno


def imported(source: str) -> set[str]:
    """First names of all modules that a file imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").partition(".")[0])
    return names


def test_the_import_contract_is_kept() -> None:
    lint = shutil.which("lint-imports", path=Path(sys.executable).parent)
    assert lint is not None, "import-linter is not installed: run `make install-dev`"
    run = subprocess.run([lint, "--no-cache"], cwd=REPOSITORY, capture_output=True, encoding="utf-8")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


@pytest.mark.parametrize(
    "source",
    ["import os\nos.environ['A']", "from os import environ", "import os as o\no.getenv('A')", "os.environ.copy()"],
)
def test_a_reading_of_the_environment_is_noticed(source: str) -> None:
    assert list(environment_reads(source))


def test_a_setting_of_a_variable_is_no_reading() -> None:
    assert not list(environment_reads("import os\nos.environ['A'] = '0'\ndel os.environ['A']"))


def test_only_the_ui_reads_the_environment_and_there_the_frame_alone() -> None:
    allowed = {REPOSITORY / "ui/settings.py", REPOSITORY / "ui/cli.py"}
    found = [
        f"{path.relative_to(REPOSITORY)}:{line}"
        for path in modules(*ROOMS)
        if path not in allowed
        for line in environment_reads(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_only_the_engine_imports_a_driver() -> None:
    engine = REPOSITORY / "graph" / "engine"
    found = [
        str(path.relative_to(REPOSITORY))
        for path in modules(*ROOMS)
        if not path.is_relative_to(engine) and imported(path.read_text(encoding="utf-8")) & set(DRIVERS)
    ]
    assert found == []


def test_no_room_imports_the_tests() -> None:
    assert [path for path in modules(*ROOMS) if "tests" in imported(path.read_text(encoding="utf-8"))] == []


def test_the_command_line_loads_nothing_heavy_before_a_command_runs() -> None:
    script = (
        "import sys\n"
        "from ui.cli import build_app\n"
        "from ui.commands import command_names\n"
        "import typer\n"
        "typer.main.get_command(build_app(command_names()))\n"
        f"print(*sorted(set({HEAVY!r}) & set(sys.modules)))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=True
    )
    assert run.stdout.split() == []
