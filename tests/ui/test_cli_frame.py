"""The frame of the command line, run as a process."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
OURS = ("SEXTANT_HOME", "SEXTANT_GRAPH", "SEXTANT_DEBUG", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE")


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**kept, "PYTHONPATH": str(REPOSITORY), **more}


def sextant(*arguments: str, where: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.ui.driver", *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=where,
        env=environment(**variables),
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


def shown(*arguments: str, where: Path | None = None, **variables: str) -> dict[str, object]:
    run = sextant("trial-show", *arguments, "--json", where=where, **variables)
    assert run.returncode == 0, run.stderr
    value = json.loads(run.stdout)
    assert isinstance(value, dict)
    return value


def only_line(text: str) -> str:
    assert text.endswith("\n")
    (line,) = text.splitlines()
    assert line.startswith("sextant: ")
    return line


def test_help_lists_options_and_commands_and_bare_call_does_too() -> None:
    run = sextant("--help")
    assert run.returncode == 0
    assert run.stderr == ""
    for word in ("--home DIR", "--graph URL", "--json", "--version", "trial-show", "Show what was given."):
        assert word in run.stdout
    assert sextant().stdout == run.stdout


def test_help_of_a_command_keeps_its_examples_line_by_line() -> None:
    run = sextant("trial-show", "--help")
    assert "sextant trial-show a b\n" in run.stdout
    assert "--home DIR" in run.stdout
    assert "\b" not in run.stdout


@pytest.mark.parametrize("arguments", [("--json", "trial-show", "a"), ("trial-show", "--json", "a")])
def test_json_is_accepted_before_and_after_the_command(arguments: tuple[str, ...]) -> None:
    run = sextant(*arguments)
    assert json.loads(run.stdout)["words"] == ["a"]
    assert run.stdout.count("\n") == 1
    assert only_line(run.stderr) == "sextant: a remark"


@pytest.mark.parametrize("form", [["--home", "x"], ["--home=x"]])
def test_home_is_accepted_before_and_after_the_command(form: list[str], tmp_path: Path) -> None:
    before = sextant("--json", *form, "trial-show", where=tmp_path)
    after = sextant("trial-show", "--json", *form, where=tmp_path)
    assert json.loads(before.stdout) == json.loads(after.stdout)
    assert json.loads(after.stdout)["home"] == str(tmp_path.resolve() / "x")


def test_home_comes_from_option_then_environment_then_the_current_folder(tmp_path: Path) -> None:
    here = tmp_path.resolve()
    assert shown(where=here)["home"] == str(here / ".sextant")
    assert shown(where=here, SEXTANT_HOME="b")["home"] == str(here / "b")
    assert shown(where=here, SEXTANT_HOME="")["home"] == str(here / ".sextant")
    assert shown("--home", "c", where=here, SEXTANT_HOME="b")["home"] == str(here / "c")
    assert not list(here.iterdir())


def test_after_two_dashes_nothing_is_an_option() -> None:
    run = sextant("--json", "trial-show", "--", "--json", "--home")
    assert json.loads(run.stdout)["words"] == ["--json", "--home"]


def test_graph_comes_from_option_or_environment() -> None:
    assert shown(SEXTANT_GRAPH="neo4j+s://a.example")["graph"] == "neo4j+s://a.example"
    assert shown("--graph=bolt://[::1]:7687", SEXTANT_GRAPH="neo4j://a.example")["graph"] == "bolt://[::1]:7687"


@pytest.mark.parametrize("address", ["bolt://user:hunter2@host", "user:hunter2@host", "bolt://user:hunter2@host:port"])
def test_an_address_with_credentials_is_refused_and_not_repeated(address: str) -> None:
    for run in (sextant("trial-show", "--graph", address), sextant("trial-show", SEXTANT_GRAPH=address)):
        assert run.returncode == 2
        assert "hunter2" not in only_line(run.stderr)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["trial-sho"], "Did you mean 'trial-show'"),
        (["trial-show", "--nothing"], "--nothing"),
        (["trial-show", "--count", "many"], "--count"),
        (["trial-show", "--home"], "--home needs a value"),
        (["trial-show", "--home="], "--home needs a value"),
        (["trial-show", "--graph", "http://host"], "neo4j+s"),
        (["trial-end", "misuse"], "--published"),
        (["trial-end"], "'how'"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(arguments: list[str], words: str) -> None:
    run = sextant(*arguments)
    assert run.returncode == 2
    assert words in only_line(run.stderr)
    assert run.stdout == ""


@pytest.mark.parametrize(("how", "code"), [("well", 0), ("fail", 1), ("aside", 3)])
def test_the_code_of_the_command_is_the_code_of_the_process(how: str, code: int) -> None:
    assert sextant("trial-end", how).returncode == code


def test_an_error_of_the_product_is_one_line_and_code_1() -> None:
    run = sextant("trial-end", "refuse")
    assert run.returncode == 1
    assert only_line(run.stderr) == "sextant: folder/card.md: cannot be read make it readable"


def test_an_interrupt_is_one_line_and_code_130() -> None:
    run = sextant("trial-end", "interrupt")
    assert run.returncode == 130
    assert "interrupted" in only_line(run.stderr)


def test_an_unexpected_error_is_one_line_and_logged_in_the_home(tmp_path: Path) -> None:
    run = sextant("trial-end", "crash", "--home", str(tmp_path))
    assert run.returncode == 1
    assert "ZeroDivisionError: by nothing" in only_line(run.stderr)
    log = tmp_path / "errors.log"
    assert str(log.resolve()) in run.stderr
    assert 'raise ZeroDivisionError("by\\nnothing")' in log.read_text(encoding="utf-8")


def test_an_unexpected_error_makes_no_home(tmp_path: Path) -> None:
    run = sextant("trial-end", "crash", "--home", str(tmp_path / "none"), TMPDIR=str(tmp_path), TEMP=str(tmp_path))
    only_line(run.stderr)
    (log,) = tmp_path.iterdir()
    assert str(log) in run.stderr


def test_debugging_shows_the_traceback_instead(tmp_path: Path) -> None:
    run = sextant("trial-end", "crash", "--home", str(tmp_path), SEXTANT_DEBUG="1")
    assert "Traceback" in run.stderr
    assert not list(tmp_path.iterdir())


def test_a_reader_that_goes_away_is_no_error() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.driver", "trial-end", "flood"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout as output, process.stderr as errors:
        assert output.readline().strip() == b"0"
        output.close()
        assert errors.read() == b""
    assert process.wait(timeout=60) == 0


def test_other_scripts_come_out_as_utf_8_in_a_plain_locale() -> None:
    run = sextant("trial-show", "--json", "智谱", LC_ALL="C", PYTHONIOENCODING="latin-1")
    assert run.returncode == 0
    assert "智谱" in run.stdout


def test_what_a_document_says_cannot_steer_the_terminal() -> None:
    run = sextant("trial-show", "a\x1b[31mb [bold]c[/bold] [1] :smile:")
    assert "\x1b" not in run.stdout
    assert "a\ufffd[31mb [bold]c[/bold] [1] :smile:" in run.stdout


def test_a_long_row_stays_one_line_in_a_pipe() -> None:
    run = sextant("trial-show", "word " * 60)
    assert any(line.count("word") == 60 for line in run.stdout.splitlines())


def test_version() -> None:
    assert sextant("--version").stdout.startswith("sextant 0.")
    assert json.loads(sextant("--version", "--json").stdout)["version"].startswith("0.")


def test_help_is_quick_and_heavy_libraries_wait() -> None:
    """Best of five, since other tests run beside it: other load makes a run slower, never quicker."""
    command = [sys.executable, "-c", "from ui.cli import main; main()", "--help"]
    seconds = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=environment())
        seconds.append(time.perf_counter() - begun)
    assert min(seconds) < 0.3
