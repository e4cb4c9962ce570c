// name: builders-on-model
// title: Who builds on one model or its family
// group: models and lineage
// questions:
//   - Who builds on Mistral-7B-v0.1?
//   - Organizations by how many models they made from Mistral-7B-v0.1
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
//   organization: Who developed or published the derived models.
//   organization_id: Its id.
//   models: How many of its models were made from it, directly or through others.

MATCH (line:Model) WHERE line.id = $model OR $model IN line.names
MATCH (m:Model)-[:VARIANT_OF*0..3]->(line)
WITH DISTINCT m
MATCH (m)<-[:DERIVED_FROM*1..10]-(d:Model) WHERE d.id <> m.id
WITH DISTINCT d
MATCH (d)<-[:DEVELOPED]-(p:Organization)
WITH p, count(DISTINCT d) AS models
RETURN p.name AS organization, p.id AS organization_id, models
ORDER BY models DESC, organization, p.id LIMIT $limit
