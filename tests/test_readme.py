"""The transcript in README.md is what the commands print."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from tests.ui.running import sextant

README = Path(__file__).parents[1] / "README.md"


def transcript() -> Iterator[tuple[list[str], str]]:
    """Yield each command of the console blocks with what README says that it prints."""
    for block in re.findall(r"```console\n(.*?)```", README.read_text("utf-8"), re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield shlex.split(command), output


def pattern(output: str) -> str:
    """Return an expression for an output in which ``...`` stands for anything."""
    return ".*".join(re.escape(piece) for piece in output.rstrip("\n").split("..."))


def test_the_transcript_is_what_the_commands_print(tmp_path: Path) -> None:
    commands = list(transcript())
    assert len(commands) >= 4
    home = tmp_path / "home"
    try:
        for (program, *arguments), output in commands:
            assert program == "sextant"
            ran = sextant(home, *arguments)
            printed = (ran.out + ran.err).rstrip("\n")
            assert re.fullmatch(pattern(output), printed, re.DOTALL), f"{arguments}\n{printed}"
    finally:
        sextant(home, "stop")


def test_the_first_line_of_text_is_one_sentence() -> None:
    lines = [line for line in README.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert lines[0].count(". ") == 0
    assert lines[0].endswith(".")
