// name: derivation-loops
// title: Models that descend from themselves
// group: data quality
// questions:
//   - Are there circles in the lineage?
//   - Models derived from themselves
//   - Loops of base models
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: A model of the loop.
//   steps: How many derivations lead back to it.

MATCH way = (m:Model)-[:DERIVED_FROM*1..5]->(m)
WITH m, min(length(way)) AS steps
RETURN m.name AS model, steps
ORDER BY steps, model, m.id LIMIT $limit
