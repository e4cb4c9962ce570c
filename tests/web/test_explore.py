"""The page at ``/explore``: Cypher behind the guard, the library as forms, graph, table, and what is wrong."""

from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.web.conftest import Opener, shown

MODELS = "MATCH (m:Model) RETURN m.name AS model ORDER BY model"


def test_a_query_in_the_address_is_run(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, "explore", cypher=MODELS)
    assert not page.error
    (table,) = page.dataframe
    assert "zeta/Tuned-7B" in list(table.value["model"])
    assert labels(page) == ["Download as CSV", "Download as JSON", "Download as a page"]


def labels(page: AppTest) -> list[str]:
    return [one.proto.label for one in page.get("download_button")]


def test_the_guard_says_where_a_query_is_wrong(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, "explore", cypher="MATCH (m:Model)\nRETURN m.name ORDER BYE m")
    assert "line 2" in page.error[0].value
    assert any("^" in one.value for one in page.code)
    assert not page.exception


def test_what_would_write_is_refused(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, "explore", cypher="MATCH (m:Model) DETACH DELETE m")
    assert "DELETE" in page.error[0].value
    assert not page.dataframe


def test_an_empty_result_says_what_the_graph_does_not_have(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, "explore", cypher="MATCH (m:Models) RETURN m")
    assert "no label Models" in page.info[0].value


def test_parameters_are_json_and_what_is_not_is_said(open_page: Opener, web_home: Path) -> None:
    asked = "MATCH (m:Model {name: $name}) RETURN m.name AS model"
    page = open_page(web_home, "explore", cypher=asked, params='{"name": "zeta/Plain"}')
    assert list(page.dataframe[0].value["model"]) == ["zeta/Plain"]
    page = open_page(web_home, "explore", cypher=asked, params="{name")
    assert "JSON" in page.error[0].value
    page = open_page(web_home, "explore", cypher=asked)
    assert "name" in page.error[0].value


def test_a_named_query_is_a_form_made_from_its_parameters(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, "explore", run="descendants-of", model="acme/Base-7B")
    assert not page.error
    assert [one.value for one in page.text_input if one.label == "model"] == ["acme/Base-7B"]
    assert "zeta/Tuned-7B" in str(page.dataframe[0].value)
    next(one for one in page.text_input if one.label == "model").set_value("zeta/Tuned-7B")
    next(one for one in page.button if one.label == "Run").click().run()
    assert page.query_params["model"] == "zeta/Tuned-7B"
    assert not page.dataframe


def test_the_day_stays_in_the_address_of_a_named_query(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, "explore", run="descendants-of", model="acme/Base-7B", as_of="2024-02-01")
    assert not page.dataframe
    next(one for one in page.button if one.label == "Run").click().run()
    assert "2024-02-01" in page.query_params["as_of"]
    page.date_input[0].set_value(date(2024, 3, 2)).run()
    assert "2024-03-02" in page.query_params["as_of"]
    assert "zeta/Tuned-7B" in str(page.dataframe[0].value)


def test_a_required_parameter_left_out_is_asked_for(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, "explore", run="descendants-of")
    next(one for one in page.text_input if one.label == "model").set_value("")
    next(one for one in page.button if one.label == "Run").click().run()
    assert "needs model" in page.error[0].value


def test_a_count_by_group_has_a_chart(open_page: Opener, web_home: Path) -> None:
    asked = "MATCH (m:Model)-[:LICENSED_UNDER]->(l) RETURN l.name AS licence, count(m) AS models ORDER BY licence"
    page = open_page(web_home, "explore", cypher=asked)
    assert page.get("arrow_vega_lite_chart") or page.get("vega_lite_chart")


def test_nodes_and_relations_come_as_a_picture(open_page: Opener, web_home: Path) -> None:
    page = open_page(web_home, "explore", cypher="MATCH (a:Model)-[r:DERIVED_FROM]->(b) RETURN a, r, b")
    assert "Model" in shown(page)
    assert any("Click a node" in one.value for one in page.caption)
    assert any("streamlit_cytoscape" in one.proto.component_name for one in page.get("component_instance"))


def test_every_named_query_can_be_opened(open_page: Opener, web_home: Path) -> None:
    from graph.explore.library import load_library

    page = open_page(web_home, "explore", run="models-of-lab", lab="acme")
    (chosen,) = [one for one in page.selectbox if one.label == "Named query"]
    for query in load_library().queries[::9]:
        chosen.set_value(query.name).run()
        assert not page.exception
        assert not page.error
        (chosen,) = [one for one in page.selectbox if one.label == "Named query"]
