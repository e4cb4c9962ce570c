// name: descendants-of
// title: What was made from a model, directly or through others
// group: models and lineage
// questions:
//   - Which models are derived from Mistral-7B-v0.1?
//   - All descendants of Mistral-7B-v0.1
//   - What builds on Mistral-7B-v0.1?
// parameters:
//   model:
//     type: text
//     example: Mistral-7B-v0.1
//     about: Any of its names, such as its hub id with or without the namespace.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   descendant: A model made from it.
//   steps: How many derivations lie between them, on the shortest way.
//   kinds: How it was made from what stands before it.
//   licence: Its licence, or its licences.

MATCH (b:Model) WHERE $model IN b.names
MATCH way = (m:Model)-[:DERIVED_FROM*1..10]->(b) WHERE m.id <> b.id
WITH m, min(length(way)) AS steps
WITH m, steps ORDER BY steps, m.name, m.id LIMIT $limit
RETURN m.name AS descendant, steps,
       COLLECT { MATCH (m)-[r:DERIVED_FROM]->(:Model) WHERE r.kind IS NOT NULL
                 RETURN DISTINCT r.kind AS kind ORDER BY kind } AS kinds,
       COLLECT { MATCH (m)-[:LICENSED_UNDER]->(x:License) RETURN DISTINCT x.name AS name ORDER BY name } AS licence
ORDER BY steps, descendant, m.id
