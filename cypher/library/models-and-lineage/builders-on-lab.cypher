// name: builders-on-lab
// title: Who builds on a lab's models
// group: models and lineage
// questions:
//   - Who builds on the models of Mistral AI?
//   - Organizations by how many models they made from those of Mistral AI
// parameters:
//   lab:
//     type: text
//     example: Mistral AI
//     about: Its id or any of its names; its parts count with it.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   organization: Who developed or published the derived models; the lab itself and its parts are left out.
//   organization_id: Its id.
//   models: How many of its models were made from the lab's, directly or through others.

MATCH (whole:Organization) WHERE whole.id = $lab OR $lab IN whole.names
MATCH (o:Organization)-[:PART_OF*0..3]->(whole)
MATCH (o)-[:DEVELOPED]->(m:Model)
MATCH (m)<-[:DERIVED_FROM*1..10]-(d:Model) WHERE d.id <> m.id
MATCH (d)<-[:DEVELOPED]-(p:Organization) WHERE p.id <> whole.id AND NOT EXISTS { (p)-[:PART_OF*1..3]->(whole) }
WITH p, count(DISTINCT d) AS models
RETURN p.name AS organization, p.id AS organization_id, models
ORDER BY models DESC, organization, p.id LIMIT $limit
