"""The loader: what holds is read whole, and what does not is refused with file, line and way out."""

from pathlib import Path

import pytest

from graph.errors import OntologyError
from graph.ontology import Ontology, load_ontology

FILMS = Path(__file__).parent / "films"

THING = """\
label: Thing
about: A thing.
keys:
  serial: {about: A number.}
properties:
  size:
    kind: integer
    about: How big it is.
    words: {nouns: [size], most: [biggest]}
"""
EDGE = """\
type: NEXT_TO
about: Two things touch.
source: [Thing]
target: [Thing]
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8", newline="")
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(OntologyError) as caught:
        load_ontology(folder)
    return str(caught.value)


def test_a_film_ontology_loads() -> None:
    films = load_ontology(FILMS)
    assert sorted(films.nodes) == ["Film", "Genre", "Person", "Studio"]
    assert sorted(films.edges) == ["ACTED_IN", "DIRECTED", "HAS_GENRE", "PRODUCED", "SEQUEL_OF"]
    film = films.nodes["Film"]
    assert film.nouns == ("film", "movie", "motion picture")
    assert film.properties["runtime_min"].unit == "min"
    assert film.properties["released"].words.asks == ("when",)
    assert film.properties["rating"].value_words == {"R": ("restricted",)}
    assert films.nodes["Person"].role_nouns["Director"] == ("director", "filmmaker")
    assert films.edges["DIRECTED"].source_role == "Director"
    assert films.edges["DIRECTED"].multiple
    assert not films.edges["SEQUEL_OF"].multiple
    assert films.edges["SEQUEL_OF"].transitive
    assert films.edges["ACTED_IN"].qualifiers["role"].identifying
    found = films.scheme("imdb")
    assert found is not None
    assert found[0].label == "Film"


def test_words_that_yaml_reads_otherwise_stay_words(tmp_path: Path) -> None:
    write(tmp_path, Thing="label: Thing\nabout: On.\nnouns: [on, no, 5, 2024-01-01, 1e3]\n")
    assert load_ontology(tmp_path).nodes["Thing"].nouns == ("on", "no", "5", "2024-01-01", "1e3")


BROKEN = {
    "unknown kind": (
        "kind: integer",
        "kind: int",
        "line 7: kind 'int' is not one of text, integer, number, date, boolean",
    ),
    "unknown field": (
        "about: A thing.",
        "about: A thing.\nnown: [x]",
        "line 3: Thing has no field 'nown'; possible: label, ",
    ),
    "unknown field of a property": (
        "    about: How",
        "    units: m\n    about: How",
        "line 8: size has no field 'units'",
    ),
    "unknown slot of words": (
        "nouns: [size]",
        "noun: [size]",
        "line 9: words has no field 'noun'; possible: nouns, verbs",
    ),
    "missing field": ("about: A thing.\n", "", "line 1: Thing has no 'about'; it needs one"),
    "duplicate field": ("about: A thing.", "about: A thing.\nabout: B.", "line 3: the file has 'about' twice"),
    "duplicate property": (
        "properties:",
        "properties:\n  size: {kind: text, about: A.}",
        "line 7: properties has 'size' twice",
    ),
    "empty value": ("about: A thing.", "about:", "line 2: about is empty"),
    "null": ("about: A thing.", "about: ~", "line 2: '~' is not a plain value"),
    "a list for a text": ("about: A thing.", "about: [A thing]", "line 2: about is a list or a mapping, not a text"),
    "a text for a list": ("nouns: [size]", "nouns: size", "line 9: nouns is not a list; write [one, two]"),
    "a text for a mapping": ("keys:\n  serial: {about: A number.}", "keys: serial", "line 3: keys is not a mapping"),
    "a flag that is none": (
        "  size:\n",
        "  size:\n    multiple: yes\n",
        "line 7: multiple 'yes' is not one of true, false",
    ),
    "an unknown question word": (
        "most:",
        "asks: [whence], most:",
        "line 9: asks 'whence' is not one of when, where, who,",
    ),
    "property not in snake case": ("  size:", "  sizeMax:", "line 6: property 'sizeMax' is not written in lower case"),
    "a property the graph keeps": ("  size:", "  names:", "line 6: the graph keeps 'names' for itself"),
    "label not like a label": ("label: Thing", "label: thing", "line 1: label 'thing' is not written like Model"),
    "another name than the file": (
        "label: Thing",
        "label: Thong",
        "line 1: label 'Thong' stands in a file of another name",
    ),
    "scheme in upper case": ("  serial:", "  Serial:", "line 4: key scheme 'Serial' is not written in lower case"),
    "a pattern that is none": (
        "A number.}",
        "A number., pattern: '('}",
        "line 4: pattern '(' is no regular expression",
    ),
    "an url without value": (
        "A number.}",
        "A number., url: https://a.example/}",
        "line 4: url 'https://a.example/' is not",
    ),
    "words for a value not listed": (
        "    about: How",
        "    value_words: {big: [huge]}\n    about: How",
        "line 8: value of size 'big' is not one of ",
    ),
    "values of a number": ("    about: How", "    values: [1]\n    about: How", "line 8: values are listed for size"),
    "identifying outside a qualifier": (
        "    about: How",
        "    identifying: true\n    about: How",
        "line 8: size has no field",
    ),
    "a word twice": ("nouns: [size]", "nouns: [size, Size]", "line 9: noun 'Size' of size stands with size already"),
    "a word of two properties": (
        "properties:",
        "properties:\n  length: {kind: number, about: A., words: {nouns: [size]}}",
        "line 10: noun 'size' of size stands with length already",
    ),
    "an alias": ("nouns: [size], most: [biggest]", "nouns: &a [size], most: *a", "line 9: an alias (*name) stands"),
    "a tag": ("about: A thing.", "about: !!python/name:os.system x", "line 2: the tag !!python/name:os.system is not"),
    "a merge": ("about: A thing.", "about: A thing.\n<<: {}", "line 3: '<<' is not a plain value"),
    "no YAML": ("about: A thing.", "about: [A thing", "not YAML: "),
    "two documents": ("about: A thing.", "about: A thing.\n---\nx: y", "not YAML: "),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_node_type_is_refused(case: str, tmp_path: Path) -> None:
    old, new, expected = BROKEN[case]
    assert old in THING
    write(tmp_path, Thing=THING.replace(old, new, 1))
    message = refusal(tmp_path)
    assert message.startswith("Thing.yaml line ")
    assert expected in message
    assert "\n" not in message


BROKEN_EDGES = {
    "an end that is no label": ("source: [Thing]", "source: [Thong]", "line 3: source 'Thong' is not one of Thing, *"),
    "no end": ("target: [Thing]\n", "", "line 1: NEXT_TO has no target; possible: Thing, *"),
    "an end twice": ("target: [Thing]", "target: [Thing, Thing]", "line 4: target names a label twice"),
    "others beside any": ("target: [Thing]", "target: ['*', Thing]", "line 4: target names a label twice, or others"),
    "type not in upper case": ("NEXT_TO", "NextTo", "line 1: type 'NextTo' is not written like TRAINED_ON"),
    "another name than the file": ("NEXT_TO", "NEXT_TOO", "line 1: type 'NEXT_TOO' stands in a file of another name"),
    "a role that no end bears": (
        "source: [Thing]",
        "source_role: Lab\nsource: [Thing]",
        "line 3: source_role 'Lab' is not one of",
    ),
    "symmetric between others": (
        "target: [Thing]",
        "target: ['*']\nsymmetric: true",
        "NEXT_TO is symmetric, so source and",
    ),
    "a word twice": (
        "about: Two",
        "words: {forward: [touch, touch]}\nabout: Two",
        "line 2: forward word 'touch' of NEXT_TO",
    ),
    "a qualifier the graph keeps": (
        "about: Two",
        "qualifiers: {quote: {kind: text, about: A.}}\nabout: Two",
        "line 2: the graph keeps 'quote' for itself",
    ),
    "an unknown field": ("about: Two", "nouns: [x]\nabout: Two", "line 2: NEXT_TO has no field 'nouns'"),
}


@pytest.mark.parametrize("case", BROKEN_EDGES)
def test_a_broken_edge_type_is_refused(case: str, tmp_path: Path) -> None:
    old, new, expected = BROKEN_EDGES[case]
    assert old in EDGE
    write(tmp_path, Thing=THING, NEXT_TO=EDGE.replace(old, new, 1))
    message = refusal(tmp_path)
    assert message.startswith("NEXT_TO.yaml line ")
    assert expected in message


def test_the_files_that_the_cases_break_are_sound(tmp_path: Path) -> None:
    loaded = load_ontology(write(tmp_path, Thing=THING, NEXT_TO=EDGE))
    assert list(loaded.nodes) == ["Thing"]
    assert list(loaded.edges) == ["NEXT_TO"]


def test_a_key_scheme_or_a_role_of_two_types_is_refused(tmp_path: Path) -> None:
    other = "label: Other\nabout: Another.\nkeys:\n  serial: {about: A number.}\n"
    assert "key scheme serial is declared in Other.yaml already" in refusal(write(tmp_path, Thing=THING, Other=other))
    other = "label: Other\nabout: Another.\nroles:\n  Thing: [thing]\n"
    assert "label Thing is declared in Other.yaml already" in refusal(write(tmp_path, Other=other))


def test_a_document_type_is_no_end(tmp_path: Path) -> None:
    witness = THING.replace("about: A thing.", "about: A thing.\nentity: false")
    assert "source 'Thing' is no entity" in refusal(write(tmp_path, Thing=witness, NEXT_TO=EDGE))


def test_nested_aliases_are_refused_at_once(tmp_path: Path) -> None:
    rows = "".join(f"  l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 40))
    write(tmp_path, Thing=f"label: Thing\nabout: A.\nkeys:\n  l0: &l0 [x, x]\n{rows}")
    assert "an alias (*name) stands" in refusal(tmp_path)


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    write(tmp_path, Thing=f"label: Thing\nabout: {'[' * 20_000}\n")
    assert "not YAML: " in refusal(tmp_path)


def test_a_folder_without_types_is_refused(tmp_path: Path) -> None:
    assert "no type is there" in refusal(tmp_path)
    assert "the ontology cannot be read" in refusal(tmp_path / "absent")


def test_files_that_would_be_passed_over_are_refused(tmp_path: Path) -> None:
    (tmp_path / "Thing.yml").write_text(THING, encoding="utf-8")
    assert "call it Thing.yaml" in refusal(tmp_path)


def test_what_is_not_utf8_or_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Thing.yaml").write_bytes(b"label: Thing\nabout: caf\xe9\n")
    assert "Thing.yaml line 2: not UTF-8" in refusal(tmp_path)
    assert "Thing.yaml line 1: the file is empty" in refusal(write(tmp_path, Thing="# nothing\n"))


def digest_of(folder: Path, **files: str) -> str:
    folder.mkdir()
    loaded: Ontology = load_ontology(write(folder, **files))
    return loaded.digest


def test_the_digest_is_of_names_and_bytes_but_not_of_line_endings(tmp_path: Path) -> None:
    plain = digest_of(tmp_path / "a", Thing=THING, NEXT_TO=EDGE)
    assert digest_of(tmp_path / "b", NEXT_TO=EDGE, Thing=THING.replace("\n", "\r\n")) == plain
    assert digest_of(tmp_path / "c", Thing=THING + "# a comment\n", NEXT_TO=EDGE) != plain
    assert digest_of(tmp_path / "d", Thing=THING) != plain
