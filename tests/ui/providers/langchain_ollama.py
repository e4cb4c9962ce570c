"""A chat model that says what a file has, under the name by which LangChain finds one provider's package.

``ollama:FILE``: a file of JSON, a list of replies. What it was told is written beside it, so that a test can look.
"""

import json
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult


class ChatOllama(BaseChatModel):
    """Says the replies of a file one after another, the last one again and again."""

    model: str
    said: int = 0

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # noqa: ANN401 - as the base class has it
    ) -> ChatResult:
        script = Path(self.model)
        lines = json.loads(script.read_text(encoding="utf-8"))
        with script.with_suffix(".heard").open("a", encoding="utf-8") as file:
            file.write(json.dumps([str(message.text) for message in messages]) + "\n")
        text = lines[min(self.said, len(lines) - 1)]
        self.said += 1
        if text.startswith("ERROR "):
            raise RuntimeError(text)
        used = {"input_tokens": 1000, "output_tokens": 50, "total_tokens": 1050}
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text, usage_metadata=used))])
