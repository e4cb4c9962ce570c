"""What ``sextant brief`` finds beside its recipe: sentences of texts that answer a question, and nearest queries."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ui.commands._library import OWN
from ui.commands._nearest import Nearest
from ui.settings import Settings

if TYPE_CHECKING:
    from graph.explore.library_file import NamedQuery
    from qa.briefing.types import Nearby, Passages, Quoted
    from qa.desk import Desk
    from qa.quoting.types import Library


def passages_of(desk: "Desk", library: "Callable[[], Library]") -> "Passages":
    """Return what finds the sentences that answer a question among the passages that ``library`` opens.

    It raises EmbeddingError where no model can be had that reads them.
    """

    def find(question: str) -> "list[Quoted]":
        from qa.briefing.types import Quoted
        from qa.quoting.answering import quoted
        from qa.quoting.names import KnownNames

        said = KnownNames(desk.names, desk.ontology, desk.record).said_in(question)
        found = quoted(question, said, library()).quotes
        return [Quoted(text=one.text, document=one.candidate.document, likelihood=one.likelihood) for one in found]

    return find


def nearby_of(settings: Settings, desk: "Desk") -> "Nearby":
    """Return what finds the named queries nearest to words, those alone of which the words fill all parameters."""
    nearest = Nearest(settings, desk)

    def find(words: str) -> "list[tuple[NamedQuery, Mapping[str, str]]]":
        from graph.explore.library import find_query
        from qa.found import names_in

        suggestions = nearest(words, names_in(words, desk))
        return [(find_query(one.name, settings.home / OWN), one.given) for one in suggestions if not one.examples]

    return find
