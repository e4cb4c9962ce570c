"""How ``sextant ask`` has a language model read what is not computed, where the settings name one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.llm import model_of
from ui.output import note
from ui.settings import Settings

if TYPE_CHECKING:
    from qa.desk import Desk
    from qa.quoting.types import Library
    from qa.reply import Answer


def reader_of(settings: Settings, desk: "Desk", library: "Callable[[], Library]") -> "Callable[[str], Answer] | None":
    """Return what answers a question by the language model of the settings; None where they name none.

    Its queries pass the guard as any stranger's. Raises WrongUsage like ``model_of``.
    """
    opened = model_of(settings)
    if opened is None:
        return None
    from graph.explore.guard import guarded_read
    from qa.model.reading import ModelReader

    return ModelReader(
        model=opened.model, desk=desk, library=library, trouble=note,
        read=lambda text: guarded_read(desk.graph, desk.ontology, text),
    )  # fmt: skip
