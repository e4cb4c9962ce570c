"""Remake constraints.txt: the newest versions of all dependencies that go together, for every system.

Run by ``make constraints`` after .ci/install.py; what is left out follows from the exact version of torch.
"""

from __future__ import annotations

import subprocess
import sys

from install import CONSTRAINTS, PYTHON, ROOT, uv_environment

HEADER = "# Versions that go together, for repeatable installs. Remade by `make constraints`; not edited by hand.\n"
FOLLOW_TORCH = ("nvidia-", "cuda-", "triton")
"""Each build of torch pins its own libraries of these names, so that pins here would shut out the other builds."""


def main() -> int:
    """Write constraints.txt and give the exit code."""
    command = [str(PYTHON), "-m", "uv", "pip", "compile", "pyproject.toml", "--group", "dev", "--group", "installer"]
    options = ["--universal", "--python-version", "3.11", "--no-header", "--no-annotate", "--quiet"]
    made = subprocess.run([*command, *options], env=uv_environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if made.returncode:
        return made.returncode
    lines = [line for line in made.stdout.splitlines(keepends=True) if not line.startswith((*FOLLOW_TORCH, "#", "-"))]
    CONSTRAINTS.write_text(HEADER + "".join(lines), encoding="utf-8", newline="\n")
    print(f"constraints: {len(lines)} versions in {CONSTRAINTS.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
