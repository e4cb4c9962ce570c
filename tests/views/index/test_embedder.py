"""The default embedding model: only the published weights, as near the reference as it gets, fast from cold."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from graph.errors import EmbeddingError
from graph.views.index.embedder import DEFAULT_NAME, FOLDER, FastEmbedder, embedder_state, open_embedder
from graph.views.index.embedder_batches import tokenizer_of
from graph.views.index.embedder_check import Verdict, check_texts, check_vectors, cosines, verdict
from graph.views.index.embedder_onnx import GRAPH, onnx_way
from graph.views.index.embedder_torch import TorchEmbedder
from graph.views.index.embedder_types import Way
from graph.views.index.embedder_weights import MAX_TOKENS, checked_folder, mapped_weights, model_folder, shape_of

REPOSITORY = Path(__file__).resolve().parents[3]
COLD_S = 0.6
Vectors = NDArray[np.float32]
Tokens = NDArray[np.int64]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the fast way was checked."""
    folder = tmp_path_factory.mktemp("home")
    open_embedder(folder)
    return folder


def lone(embedder: FastEmbedder | TorchEmbedder, text: str) -> Vectors:
    vector: Vectors = embedder.embed([text])[0]
    return vector


def fast(home: Path) -> FastEmbedder:
    embedder = open_embedder(home)
    assert isinstance(embedder, FastEmbedder)
    return embedder


def copied(folder: Path) -> Path:
    """A copy of the model that a test may damage; what it leaves alone is not copied but shared."""
    folder.mkdir()
    for name in ("config.json", "tokenizer.json"):
        shutil.copy(model_folder() / name, folder / name)
    shutil.copy(model_folder() / "model.safetensors", folder / "model.safetensors")
    return folder


def test_the_weights_of_the_wheel_are_the_published_ones() -> None:
    assert checked_folder() == model_folder()


def test_weights_with_one_changed_bit_are_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path / "model")
    with (folder / "model.safetensors").open("r+b") as file:
        file.seek(50_000_000)
        byte = file.read(1)[0]
        file.seek(50_000_000)
        file.write(bytes([byte ^ 1]))
    with pytest.raises(EmbeddingError, match=r"model\.safetensors: its SHA-256 is .* not used; reinstall"):
        checked_folder(folder)


def test_another_vocabulary_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path / "model")
    path = folder / "tokenizer.json"
    path.write_text(path.read_text("utf-8").replace('"the"', '"teh"'), encoding="utf-8")
    with pytest.raises(EmbeddingError, match=r"tokenizer\.json: its SHA-256 is .* not used; reinstall"):
        checked_folder(folder)


def test_missing_weights_are_told_with_their_place(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match=r"model\.safetensors: cannot be read .*reinstall the package"):
        checked_folder(tmp_path)


def test_mapped_weights_are_what_the_reference_reader_reads() -> None:
    from safetensors.numpy import load_file

    ours, theirs = mapped_weights(model_folder()), load_file(model_folder() / "model.safetensors")
    assert set(ours) == {name for name, weight in theirs.items() if weight.dtype == np.float32}
    assert all(np.array_equal(weight, theirs[name]) for name, weight in ours.items())


def test_the_sizes_are_read_from_the_model() -> None:
    shape = shape_of(model_folder())
    assert (shape.layers, shape.heads, shape.width, shape.inner) == (6, 12, 384, 1536)


def test_the_fast_way_is_taken_and_its_check_kept_beside_it(home: Path) -> None:
    embedder = fast(home)
    assert (embedder.name, embedder.dimensions) == (DEFAULT_NAME, 384)
    told = json.loads((home / FOLDER / "check.json").read_text("utf-8"))
    assert told["well"]
    assert told["texts"] == 200
    assert told["worst"] >= 0.9999


@pytest.mark.slow
def test_the_vectors_that_ship_are_what_the_reference_makes() -> None:
    from sentence_transformers import SentenceTransformer

    texts = check_texts()[:80]
    made = SentenceTransformer(str(model_folder()), device="cpu").encode(texts, normalize_embeddings=True)
    assert cosines(np.asarray(made), check_vectors()[:80]).min() > 0.999999


def test_the_texts_compared_are_of_all_lengths_and_many_scripts() -> None:
    texts = check_texts()
    words = sorted(len(text.split()) for text in texts)
    assert len(texts) == len(set(texts)) == 200
    assert words[0] == 0
    assert words[-1] > MAX_TOKENS
    assert sum(not text.isascii() for text in texts) >= 10


def test_vectors_keep_the_order_and_have_norm_one(home: Path) -> None:
    texts = ["a law", "chips " * 120, "", "export controls on chips of the newest kind", "a law"]
    vectors = fast(home).embed(texts)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for text, vector in zip(texts, vectors, strict=True):
        assert float(lone(fast(home), text) @ vector) > 0.99999
    assert np.array_equal(vectors[0], vectors[4])


def test_no_texts_are_no_vectors(home: Path) -> None:
    assert fast(home).embed([]).shape == (0, 384)


def test_halves_of_characters_do_no_harm(home: Path) -> None:
    vectors = fast(home).embed(["broken \ud83d end", "broken ? end"])
    assert float(vectors[0] @ vectors[1]) > 0.9999


def test_what_stands_behind_the_last_token_is_not_seen(home: Path) -> None:
    seen, behind = "law " * (MAX_TOKENS - 2), "chips " * 50
    assert float(lone(fast(home), seen) @ lone(fast(home), seen + behind)) > 0.999999
    assert float(lone(fast(home), seen[:-40]) @ lone(fast(home), seen[:-40] + behind)) < 0.999


def test_meaning_is_near_meaning(home: Path) -> None:
    asked, near, far = fast(home).embed(
        ["Who restricts chip exports?", "Export controls on semiconductors were imposed.", "The cake needs more sugar."]
    )
    assert float(asked @ near) > float(asked @ far) + 0.3


def test_progress_is_told_of_every_text(home: Path) -> None:
    told: list[int] = []
    fast(home).embed([f"text number {n} of many" * (n % 7 + 1) for n in range(150)], told.append)
    assert sum(told) == 150
    assert len(told) > 1


def cold_process(home: Path) -> tuple[float, set[str]]:
    """Embed one question in a new process: the seconds of processor that it took, and the modules it loaded."""
    script = (
        "import sys, time\nfrom pathlib import Path\n"
        "from graph.views.index.embedder import open_embedder\n"
        f"vector = open_embedder(Path({str(home)!r})).embed(['Which laws restrict the export of chips?'])[0]\n"
        "assert len(vector) == 384\n"
        "print(time.process_time(), *sys.modules)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    seconds, *modules = run.stdout.split()
    return float(seconds), set(modules)


def test_a_cold_process_embeds_a_question_without_torch_and_at_once(home: Path) -> None:
    runs = [cold_process(home) for _ in range(3)]
    assert min(seconds for seconds, _ in runs) < COLD_S
    assert not {"torch", "transformers", "sentence_transformers", "onnx", "openvino"} & runs[0][1]


def test_a_damaged_graph_is_made_anew(tmp_path: Path, home: Path) -> None:
    shutil.copytree(home / FOLDER, tmp_path / FOLDER)
    path = tmp_path / FOLDER / GRAPH
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert float(lone(fast(tmp_path), "a law") @ lone(fast(home), "a law")) > 0.9999
    assert path.read_bytes() == whole


def test_a_home_that_cannot_be_written_has_the_fast_way_too(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    embedder = open_embedder(tmp_path / "file")
    assert isinstance(embedder, FastEmbedder)
    assert lone(embedder, "a law").shape == (384,)


@pytest.mark.slow
def test_where_the_check_failed_the_reference_runs_and_it_is_said(tmp_path: Path, home: Path) -> None:
    shutil.copytree(home / FOLDER, tmp_path / FOLDER)
    path = tmp_path / FOLDER / "check.json"
    told = json.loads(path.read_text("utf-8")) | {"well": False, "worst": 0.9, "reason": "its vectors differ"}
    path.write_text(json.dumps(told), encoding="utf-8")
    embedder = open_embedder(tmp_path)
    assert isinstance(embedder, TorchEmbedder)
    assert embedder.name == DEFAULT_NAME
    assert float(lone(embedder, "a law") @ lone(fast(home), "a law")) > 0.9999
    state = embedder_state(tmp_path)
    assert not state.well
    assert re.search(r"sentence-transformers .*slower than it could be: onnxruntime .* its vectors differ", state.told)


def test_the_state_of_a_good_home_is_one_good_line(home: Path) -> None:
    state = embedder_state(home)
    assert state.well
    assert state.told.startswith(f"{DEFAULT_NAME}, onnxruntime ")
    assert "\n" not in state.told


def check(path: Path, home: Path, change: "str") -> Verdict:
    """The verdict on a way that gives the right vectors, or others."""
    good = onnx_way((home / FOLDER / GRAPH).read_bytes(), model_folder())

    def run(ids: Tokens, mask: Tokens) -> Vectors:
        vectors = good.run(ids, mask)
        return {"same": vectors, "turned": vectors[:, ::-1], "none": vectors * np.float32("nan")}[change]

    way = Way(told="some runtime 1", run=run, budget=1024, beside=1, dimensions=384)
    return verdict(path, b"graph", way, tokenizer_of(model_folder(), MAX_TOKENS), mean=0.9999, worst=0.9999)


@pytest.mark.parametrize("change", ["turned", "none"])
def test_a_way_that_gives_other_vectors_does_not_hold(tmp_path: Path, home: Path, change: str) -> None:
    found = check(tmp_path / "check.json", home, change)
    assert not found.well
    assert "differ from the reference's" in found.reason


def test_a_verdict_is_kept_for_the_same_weights_graph_and_runtime(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "check.json"
    bad = check(path, home, "turned")
    assert check(path, home, "same") == bad
    path.write_text("damaged")
    assert check(path, home, "same").well


def test_the_extra_holds_where_it_is_installed(home: Path) -> None:
    bulk = fast(home).bulk
    if bulk is None:
        pytest.skip("openvino is not installed, or this processor has no 16-bit products")
    told = json.loads((home / FOLDER / "check-openvino.json").read_text("utf-8"))
    assert told["mean"] >= 0.999
    texts = [f"Section {n} of the act on chips, part {n % 9}." for n in range(600)]
    assert cosines(fast(home).embed(texts)[:40], fast(home).embed(texts[:40])).min() > 0.995
