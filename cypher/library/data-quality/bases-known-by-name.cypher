// name: bases-known-by-name
// title: Base models of which nothing else is known
// group: data quality
// questions:
//   - Which base models are missing from the graph?
//   - Base models that no document describes
//   - What should be read next?
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   base: The base model.
//   derivatives: How many models were made from it directly.

MATCH (b:Model)<-[:DERIVED_FROM]-(m:Model)
WITH b, count(DISTINCT m) AS derivatives
WHERE NOT EXISTS { (b)-[:DERIVED_FROM|LICENSED_UNDER|TRAINED_ON|DESCRIBED_IN|EVALUATED_ON]->() }
  AND NOT EXISTS { (b)<-[:DEVELOPED]-(:Organization) } AND b.released IS NULL AND b.parameters IS NULL
RETURN b.name AS base, derivatives
ORDER BY derivatives DESC, base, b.id LIMIT $limit
