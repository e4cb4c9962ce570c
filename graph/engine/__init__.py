"""The engine: the launcher of the embedded graph engine and the driver session on any engine.

The only place that knows which engine answers. It runs Cypher text with parameters and gives plain values
back; it knows neither the record nor the ontology. Importing it is cheap: driver and locks are imported when
they are first needed.
"""

from graph.engine.embedded import drop_database, list_databases, open_embedded
from graph.engine.opening import open_graph
from graph.engine.process import EngineStatus, Progress, set_aside_store, status_embedded, stop_embedded
from graph.engine.schema import create_schema, wipe
from graph.engine.server import open_server
from graph.engine.types import (
    Cell,
    Graph,
    GraphNode,
    GraphPath,
    GraphRelationship,
    Parameter,
    Plan,
    Query,
    Result,
    Scalar,
)

__all__ = [
    "Cell",
    "EngineStatus",
    "Graph",
    "GraphNode",
    "GraphPath",
    "GraphRelationship",
    "Parameter",
    "Plan",
    "Progress",
    "Query",
    "Result",
    "Scalar",
    "create_schema",
    "drop_database",
    "list_databases",
    "open_embedded",
    "open_graph",
    "open_server",
    "set_aside_store",
    "status_embedded",
    "stop_embedded",
    "wipe",
]
