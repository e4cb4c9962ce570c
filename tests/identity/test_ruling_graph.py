"""The graph view follows the judgements of the rules by their difference, and equals one that is built anew."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.engine import wipe
from tests.engines import embedded_graph
from tests.identity.test_ruling import DOCUMENTS
from tests.identity.world import rule
from tests.views.home import dump, dump_of, new_home, without_stamp


@pytest.mark.slow
@settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(range(len(DOCUMENTS))), cuts=st.sets(st.integers(1, len(DOCUMENTS)), max_size=3))
def test_a_graph_that_catches_up_is_what_a_rebuild_gives(
    order: Sequence[int], cuts: set[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, graph = tmp_path_factory.getbasetemp(), embedded_graph()
    home = new_home(folder, "ruled", graph)
    for old in folder.glob("rules.*"):
        old.unlink()
    wipe(graph)
    home.catch_up()
    with home.record() as record:
        for at, number in enumerate(order, start=1):
            record.write([DOCUMENTS[number]])
            if at in cuts:
                rule(record)
                home.catch_up()
        rule(record)
        home.catch_up()
        record.forget([DOCUMENTS[order[0]].document.address, DOCUMENTS[order[1]].document.address])
        rule(record)
    assert home.catch_up().how == "changed"
    held = dump(graph)
    assert without_stamp(held) == dump_of(home.projection())
