"""The reference page of the sources, made from their YAML files.

python -m ingest.sources_page [FILE]
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from ingest.source import SourceFile
from ingest.sources import shipped_readers

_HEAD = """\
# Sources

What `sextant ingest` reads, and how far each is trusted where sources disagree (from 0 to 1). A file is known by its
shape, not by its name alone; one that no source knows is counted and named. What a source holds that no rule reads is
counted by field: `sextant status --sources` lists it, with the licence and the words by which each source asks to be
cited. Other tables are read by a mapping that you write: [mapping.md](mapping.md).

This page is made by `python -m ingest.sources_page` from `ingest/sources/*.yaml`; edit those.
"""


def sources_page() -> str:
    """Return the page in Markdown."""
    sources = sorted((reader.rules for reader in shipped_readers()), key=lambda one: one.name.lower())
    return "\n".join([_HEAD, *map(_section, sources)]).rstrip() + "\n"


def _section(source: SourceFile) -> str:
    trust = f"{source.trust:g}"
    if source.trust_in:
        trust += "; " + ", ".join(f"{name} {share:g}" for name, share in sorted(source.trust_in.items()))
    rows = [
        f"## {source.name}\n",
        f"{' '.join(source.about.split())}\n",
        f"* documents: {source.kind}",
        f"* trust: {trust}",
        f"* licence: {' '.join(source.licence.split())}",
        f"* cite as: {' '.join(source.citation.split())}\n",
    ]
    return "\n".join(rows)


def main(arguments: Sequence[str]) -> None:
    """Write the page to the file that ``arguments`` name."""
    path = Path(arguments[0] if arguments else "docs/sources.md")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(sources_page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
