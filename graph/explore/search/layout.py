"""How the passages of an index stand in documents: what windows and whole documents are summed over."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from graph.explore.search.types import Floats, Integers


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Passages by document. The passages of a document stand side by side, in their order."""

    numbers: "Integers"
    """The number of each document version, by row."""
    starts: "Integers"
    """The first passage of each document."""
    row: "Integers"
    """The row of the document of each passage."""
    goes_on: "NDArray[np.bool_]"
    """Whether the next passage is of the same document."""
    lengths: "Floats"
    """Words of each passage, with those of its heading and title."""

    @property
    def size(self) -> int:
        """How many passages there are."""
        return len(self.row)

    def windows(self, values: "Floats") -> "Floats":
        """Return of each passage its value and that of the next one in the document, added."""
        import numpy as np

        behind = np.append(values[1:], np.float32(0))
        return values + np.where(self.goes_on, behind, np.float32(0))

    def sums(self, values: "Floats") -> "Floats":
        """Return the sum over each document."""
        import numpy as np

        return np.add.reduceat(values, self.starts) if self.size else values

    def best(self, values: "Floats") -> "Floats":
        """Return the largest value in each document."""
        import numpy as np

        return np.maximum.reduceat(values, self.starts) if self.size else values


def layout_of(documents: "Integers", lengths: "Floats") -> Layout:
    """Return the layout of passages whose document versions are ``documents`` and whose words count ``lengths``."""
    import numpy as np

    same = documents[1:] == documents[:-1]
    starts = np.flatnonzero(np.append(True, ~same)) if len(documents) else np.zeros(0, np.int64)
    row = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(documents))))
    return Layout(documents[starts], starts, row, np.append(same, False)[: len(documents)], lengths.astype(np.float32))
