"""What the process does that ``test_trouble`` kills: builds an index and its vectors, again and again."""

from pathlib import Path

from tests.views.index.home import Home


def build_on(folder: Path) -> None:
    """Build until killed, by batches so small that a kill falls between two."""
    from graph.views.index import catchup

    catchup.BATCH = 20_000
    while True:
        home = Home(folder)
        home.catch_up(rebuild=True)
        home.embed()
