"""Runs the command line with the tests' own commands beside the product's: ``python -m tests.ui.driver ARGUMENTS``."""

from pathlib import Path

import ui.commands
from ui.cli import main

if __name__ == "__main__":
    ui.commands.__path__.append(str(Path(__file__).parent / "commands"))
    main()
