"""The LangChain retriever and tools on a real home, and the example of the documentation as it stands."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("langchain", reason="the extra llm is not installed")

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool

from ui.langchain_tools import SextantRetriever, sextant_tools

PAGE = Path(__file__).parents[2] / "docs" / "language_models.md"


@pytest.fixture
def tools(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, BaseTool]:
    monkeypatch.setenv("SEXTANT_MODEL", "none")
    return {tool.name: tool for tool in sextant_tools(str(sample_home))}


def called(tool: BaseTool, **given: object) -> dict[str, Any]:
    found = json.loads(str(tool.invoke(given)))
    assert isinstance(found, dict)
    return found


def test_a_question_is_answered_with_citations(tools: dict[str, BaseTool]) -> None:
    told = called(tools["ask"], question="Which models has Qwen released?")
    assert told["status"] == "answered"
    assert ["Qwen/Qwen2.5-7B"] in told["rows"]
    assert told["citations"][0]["quote"]


def test_the_retriever_gives_passages_with_their_source(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEXTANT_MODEL", "none")
    found = SextantRetriever(home=str(sample_home), k=3).invoke("licence of Mistral 7B")
    assert 1 <= len(found) <= 3
    assert any("Mistral" in one.metadata["title"] for one in found)
    assert all(one.page_content and one.metadata["url"] for one in found)


def test_a_search_is_capped(tools: dict[str, BaseTool]) -> None:
    found = json.loads(str(tools["search"].invoke({"words": "model licence", "k": 500})))
    assert 1 <= len(found) <= 10
    assert found[0]["passage"]


def test_cypher_reads_and_nothing_else(tools: dict[str, BaseTool]) -> None:
    assert called(tools["cypher"], query="MATCH (m:Model) RETURN count(m) > 0 AS some")["rows"] == [[True]]
    refused = str(tools["cypher"].invoke({"query": "MATCH (n) DETACH DELETE n"}))
    assert "only reading is allowed" in refused
    assert called(tools["cypher"], query="MATCH (m:Model) RETURN count(m) > 0 AS some")["rows"] == [[True]]
    empty = called(tools["cypher"], query="MATCH (m:Modle) RETURN m")
    assert any("Modle" in line for line in empty["remarks"])


def test_an_entity_is_told_with_its_witnesses_or_what_is_near(tools: dict[str, BaseTool]) -> None:
    told = called(tools["entity"], name="Qwen/Qwen2.5-7B")
    assert told["label"] == "Model"
    assert all(one["witnesses"] for topic in told["topics"] for one in topic["sayings"])
    assert "nothing on record" in str(tools["entity"].invoke({"name": "Nobody Knows This"}))


class Agent(BaseChatModel):
    """Calls the tool ask once, then says what it gave."""

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[object], **kwargs: Any) -> Runnable[Any, AIMessage]:  # noqa: ANN401
        """Take tools; the script knows them."""
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # noqa: ANN401 - as the base class has it
    ) -> ChatResult:
        last = messages[-1]
        if isinstance(last, ToolMessage):
            message = AIMessage(content=json.loads(str(last.content))["text"])
        else:
            call = {"name": "ask", "args": {"question": str(last.text)}, "id": "1", "type": "tool_call"}
            message = AIMessage(content="", tool_calls=[call])
        return ChatResult(generations=[ChatGeneration(message=message)])


def test_the_example_of_the_documentation_runs(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SEXTANT_MODEL", "none")
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len([line for line in example.splitlines() if line.strip()]) <= 10
    exec(compile(example, str(PAGE), "exec"), {"HOME": str(sample_home), "MODEL": Agent()})
    printed = capsys.readouterr().out
    assert "Qwen/Qwen2.5-7B" in printed
    assert "[1]" in printed
