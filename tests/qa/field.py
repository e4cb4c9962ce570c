"""A small record of the field that ships: names of a few things, and what a few of them have to do with each other."""

from pathlib import Path

from graph.ontology import Ontology
from graph.record.store import Record
from graph.record.types import Source
from tests.qa.films import Fact, Page, reading_of

NAMED = {
    "Model": ["DeepSeek-V3", "Qwen2.5-7B", "GPT-4", "Llama 3"],
    "Organization": ["DeepSeek", "Mistral AI", "OpenAI", "NVIDIA", "Anthropic"],
    "Chip": ["H100", "H800", "H800 SXM"],
    "Country": ["China", "France", "Germany", "United States"],
    "Policy": ["Colorado AI Act", "EU AI Act"],
    "Group": ["EU"],
}
SAID: tuple[Fact, ...] = (
    ("Organization:DeepSeek", "DEVELOPED", "Model:DeepSeek-V3"),
    ("Organization:OpenAI", "DEVELOPED", "Model:GPT-4"),
    ("Organization:NVIDIA", "MAKES", "Chip:H100"),
    ("Model:DeepSeek-V3", "TRAINED_WITH", "Chip:H100"),
    ("Chip:H800 SXM", "VARIANT_OF", "Chip:H800"),
    ("Model:Llama 3", "TRAINED_WITH", "Chip:H800 SXM"),
    ("Organization:Mistral AI", "BASED_IN", "Country:France"),
    ("Organization:DeepSeek", "BASED_IN", "Country:China"),
    ("Model:DeepSeek-V3", "released", "2024-12-26"),
    ("Country:China", "adjectives", "Chinese"),
    ("Country:France", "adjectives", "French"),
)


def write_field(path: Path, ontology: Ontology) -> None:
    """Write the record to ``path``."""
    names = tuple((f"{label}:{name}", "names", name) for label, held in NAMED.items() for name in held)
    page = Page(address="https://field.example", publisher="The Field", published="2025-01-01", facts=(*names, *SAID))
    record = Record(path)
    record.put_sources([Source(name="The Field", trust=0.9)])
    record.write([reading_of(page, ontology)])
    record.close()
