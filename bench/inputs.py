"""What a bench runs on: real data beside the repository where it is, else what is generated, and said to be."""

import random
from dataclasses import dataclass
from pathlib import Path

from bench.processes import REPOSITORY, sextant

DATA = REPOSITORY.parent / "shared" / "data"
LABS, LICENSES, LANGUAGES = 60, ("apache-2.0", "mit", "llama3", "cc-by-nc-4.0", "other"), ("en", "zh", "fr", "de", "ar")
WORDS = (REPOSITORY / "ingest" / "sample" / "README.md", REPOSITORY / "README.md")
"""Texts whose words generated cards are written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much is measured."""

    cards: int = 3255
    """Generated cards, where there are no real ones."""
    texts: int = 520
    """Passages embedded: as many as the product takes another runtime for, where that is faster."""
    counts: tuple[int, ...] = (10_000, 100_000)
    """Vectors of each synthetic index."""
    cold: int = 12
    """Processes that ask one thing each."""
    repeats: int = 5
    """How often what is short is measured."""
    warm: int | None = None
    """Queries and questions asked in one process; None: all there are."""
    reference: str = "full"
    """How much of the reference facts a home that is made begins with."""


SMALL = Sizes(cards=40, texts=24, counts=(300,), cold=2, repeats=1, warm=4, reference="none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a bench runs on."""

    sizes: Sizes
    scratch: Path
    """A folder that is thrown away."""
    cards: Path
    texts: Path
    home: Path
    told: dict[str, str]
    """What each of them is, in words, and what parts have to say of them."""

    @property
    def made_home(self) -> Path:
        """The home that is made where none is named; the embedding model is checked there once in any case."""
        return self.scratch / "home"


def inputs_of(scratch: Path, data: Path | None, home: Path | None, sizes: Sizes) -> Inputs:
    """Return the inputs: those of ``data`` and ``home`` where they are, else generated ones in ``scratch``.

    A home that is not named is made when it is first needed (``ready_home``).
    """
    cards, texts = (data / "cards", data / "agora" / "fulltext") if data else (None, None)
    told = {}
    if cards is None or not cards.is_dir():
        cards = generated_cards(scratch / "cards", sizes.cards)
        told["cards"] = f"{sizes.cards:,} generated cards"
    else:
        told["cards"] = f"{sum(1 for _ in cards.rglob('README.md')):,} real cards of {data}"
    if texts is None or not texts.is_dir():
        texts = REPOSITORY / "ingest" / "sample"
        told["texts"] = f"{sizes.texts:,} passages cut from the cards of the sample that ships"
    else:
        told["texts"] = f"{sizes.texts:,} passages cut from real laws of {data}"
    told["vectors"] = "synthetic texts and vectors"
    told["home"] = str(home) if home else "the sample that ships, in a home made for this run"
    return Inputs(
        sizes=sizes, scratch=scratch, cards=cards, texts=texts, home=home or scratch / "home", told=told
    )  # fmt: skip


def ready_home(given: Inputs, *, vectors: bool = False) -> Path:
    """Return the home that is searched and asked; where none is named, one is made of the sample.

    ``vectors``: whether passages must have their vectors. A home that is named is taken as it is. Raises BenchError
    where one cannot be made.
    """
    if given.home == given.made_home:
        if not (given.home / "record.db").exists():
            sextant(given.home, "init", "--reference", given.sizes.reference)
            sextant(given.home, "ingest", "sample", "--no-embed", "--json")
        if vectors:
            sextant(given.home, "ingest", "sample", "--json")
    return given.home


def generated_cards(folder: Path, many: int) -> Path:
    """Write model cards with front matter and a text of a page each; the same in every run. Returns the folder."""
    rng = random.Random(16)
    words = " ".join(path.read_text("utf-8") for path in WORDS if path.is_file()).split()
    made: list[str] = []
    for number in range(many):
        name = f"lab-{number % LABS}/Generated-{rng.choice((1, 3, 7, 13, 70))}B-v{number}"
        lines = [f"license: {rng.choice(LICENSES)}", f"language: [{rng.choice(LANGUAGES)}]", "tags: [text-generation]"]
        if made and rng.random() < 0.6:
            lines.append(f"base_model: {rng.choice(made)}")
        body = "\n\n".join(" ".join(rng.choices(words, k=90)) for _ in range(6))
        path = folder / name / "README.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("---\n" + "\n".join(lines) + f"\n---\n# {name}\n\n{body}\n", encoding="utf-8")
        made.append(name)
    return folder
