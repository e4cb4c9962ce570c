// name: derivatives-of-model
// title: How many models were made from one model or its family, and by how many others
// group: models and lineage
// questions:
//   - How many models are built on Mistral-7B-v0.1?
//   - Derivatives of Mistral-7B-v0.1, in numbers
// parameters:
//   model:
//     type: text
//     example: Mistral-7B-v0.1
//     about: Its id or any of its names; the variants of a family count with it.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   derivatives: How many models were made from it, directly or through others.
//   direct: How many of them directly.
//   developers: How many organizations developed or published them.

MATCH (line:Model) WHERE line.id = $model OR $model IN line.names
MATCH (m:Model)-[:VARIANT_OF*0..3]->(line)
WITH DISTINCT m
MATCH way = (m)<-[:DERIVED_FROM*1..10]-(d:Model) WHERE d.id <> m.id
WITH d, min(length(way)) AS steps
OPTIONAL MATCH (d)<-[:DEVELOPED]-(p:Organization)
WITH count(DISTINCT d) AS derivatives, count(DISTINCT CASE WHEN steps = 1 THEN d.id END) AS direct,
     count(DISTINCT p) AS developers
WHERE derivatives > 0
RETURN derivatives, direct, developers
ORDER BY derivatives LIMIT $limit
