"""`sextant ask --llm`: a language model through LangChain, opened by its provider's name, by the real command."""

import json
from pathlib import Path

import pytest

from tests.ui.running import Ran, sextant

PROVIDERS = Path(__file__).with_name("providers")
QUESTION = "Which models has Qwen churned out?"
QUERY = "MATCH (o:Organization)-[r:DEVELOPED]->(m:Model) WHERE 'Qwen' IN o.names RETURN m"
GOOD = f"```cypher\n{QUERY}\n```"


def ask(home: Path, folder: Path, replies: list[str], *options: str, question: str = QUESTION, **extra: str) -> Ran:
    script = folder / "script.json"
    script.write_text(json.dumps(replies), encoding="utf-8")
    return sextant(home, "ask", question, "--llm", f"ollama:{script}", *options, PYTHONPATH=str(PROVIDERS), **extra)


def heard(folder: Path) -> list[list[str]]:
    file = folder / "script.heard"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def test_an_answer_is_marked_and_what_it_took_is_told(sample_home: Path, tmp_path: Path) -> None:
    ran = ask(sample_home, tmp_path, [GOOD], "--json", SEXTANT_LLM_PRICE="3/15")
    told = ran.json()
    by_grammar = sextant(sample_home, "ask", "Which models has Qwen released?", "--json").json()
    assert told["status"] == "answered"
    assert str(told["read_by"]).startswith("ollama:")
    assert told["cypher"] == QUERY
    values, others = told["values"], by_grammar["values"]
    assert isinstance(values, list)
    assert isinstance(others, list)
    assert sorted(values) == sorted(others)
    assert "1 call, 1,000 tokens read and 50 written; $0.0037" in ran.err or "$0.0038" in ran.err


def test_a_person_sees_who_read_the_question_beside_the_cypher(sample_home: Path, tmp_path: Path) -> None:
    ran = ask(sample_home, tmp_path, [GOOD])
    assert ran.code == 0
    assert "read by ollama:" in ran.out
    assert "[1]" in ran.out
    assert "its price is not known" in ran.err


def test_a_model_that_writes_is_refused_and_the_graph_stays(sample_home: Path, tmp_path: Path) -> None:
    count = ("cypher", "MATCH (n) RETURN count(n) AS n", "--json")
    before = sextant(sample_home, *count).out
    ran = ask(sample_home, tmp_path, ["```cypher\nMATCH (n {name: 'Qwen'}) DETACH DELETE n\n```"], "--json")
    assert "read_by" not in ran.json()
    assert sextant(sample_home, *count).out == before


def test_what_is_computed_never_reaches_the_model(sample_home: Path, tmp_path: Path) -> None:
    ran = ask(sample_home, tmp_path, [GOOD], "--json", question="Which models has Qwen released?")
    assert "read_by" not in ran.json()
    assert heard(tmp_path) == []


def test_a_budget_ends_the_asking(sample_home: Path, tmp_path: Path) -> None:
    ran = ask(sample_home, tmp_path, ["nonsense"], "--json", "--llm-budget", "6,000")
    assert "read_by" not in ran.json()
    assert "raise --llm-budget" in ran.err
    assert len(heard(tmp_path)) < 4


def test_a_provider_that_fails_is_a_refusal_that_holds_no_key(sample_home: Path, tmp_path: Path) -> None:
    ran = ask(sample_home, tmp_path, ["ERROR the key sk-abc123456789012345678901234 is wrong"], "--json")
    assert "read_by" not in ran.json()
    assert "does not answer" in ran.err
    assert "sk-abc" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--llm", "gpt-5"), "provider:model"),
        (("--llm", "nobody:x"), "nobody"),
        (("--llm", "ollama:x", "--llm-budget", "much"), "--llm-budget much"),
        (("--llm", "ollama:x", "--llm-budget", "$1"), "SEXTANT_LLM_PRICE"),
        (("--llm-budget", "1000"), "without a model"),
    ],
)
def test_wrong_settings_are_one_line(sample_home: Path, options: tuple[str, ...], told: str) -> None:
    ran = sextant(sample_home, "ask", QUESTION, *options, PYTHONPATH=str(PROVIDERS))
    assert ran.code == 2
    assert told in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_the_variable_names_the_model_too(sample_home: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    script.write_text(json.dumps([GOOD]), encoding="utf-8")
    ran = sextant(sample_home, "ask", QUESTION, "--json", SEXTANT_LLM=f"ollama:{script}", PYTHONPATH=str(PROVIDERS))
    assert str(ran.json()["read_by"]).startswith("ollama:")


def test_without_a_model_nothing_of_langchain_is_imported(sample_home: Path) -> None:
    ran = sextant(sample_home, "ask", QUESTION, "--json", PYTHONPROFILEIMPORTTIME="1")
    assert "read_by" not in ran.json()
    assert "qa.whole" in ran.err
    assert "langchain" not in ran.err
    assert "qa.model" not in ran.err
