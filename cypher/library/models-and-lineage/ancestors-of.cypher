// name: ancestors-of
// title: What a model was made from, to the root
// group: models and lineage
// questions:
//   - What is zephyr-7B-beta-GGUF based on?
//   - Base models of zephyr-7B-beta-GGUF, directly or through others
//   - The ancestry of zephyr-7B-beta-GGUF
// parameters:
//   model:
//     type: text
//     example: zephyr-7B-beta-GGUF
//     about: Any of its names, such as its hub id with or without the namespace.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   ancestor: A model that it was made from.
//   steps: How many derivations lie between them, on the shortest way.
//   developers: Who developed or published the ancestor.

MATCH (m:Model) WHERE $model IN m.names
MATCH way = (m)-[:DERIVED_FROM*1..10]->(a:Model) WHERE a.id <> m.id
WITH a, min(length(way)) AS steps
RETURN a.name AS ancestor, steps,
       COLLECT { MATCH (a)<-[:DEVELOPED]-(o:Organization) RETURN DISTINCT o.name AS name ORDER BY name } AS developers
ORDER BY steps, ancestor, a.id LIMIT $limit
