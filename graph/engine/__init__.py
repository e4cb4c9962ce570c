"""The engine: the launcher of the embedded graph engine and the driver session on any engine.

The only place that knows which engine answers. It runs Cypher text with parameters and gives plain values
back; it knows neither the record nor the ontology.
"""
