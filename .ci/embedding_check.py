"""Write graph/views/index/data/check_vectors.npy anew: what the reference library makes of check_texts.jsonl beside it.

    python .ci/embedding_check.py          in an environment with the product installed

The result is committed, so that a home can compare its fast way with the reference without loading torch. Half
precision is enough for it: the cosine moves by less than one in ten million.
"""

import sys
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from graph.views.index.embedder_check import check_texts  # noqa: E402 - from the working tree
from graph.views.index.embedder_weights import checked_folder  # noqa: E402

TARGET = ROOT / "graph" / "views" / "index" / "data" / "check_vectors.npy"


def main() -> None:
    """Write the file."""
    model = SentenceTransformer(str(checked_folder()), device="cpu", trust_remote_code=False)
    vectors = model.encode(check_texts(), batch_size=1, normalize_embeddings=True, show_progress_bar=False)
    np.save(TARGET, np.asarray(vectors, np.float16), allow_pickle=False)
    print(f"{len(vectors)} vectors in {TARGET.name}")


if __name__ == "__main__":
    main()
