// name: derivatives-of-lab
// title: How many models were made from a lab's models, and by how many others
// group: models and lineage
// questions:
//   - How many models are built on those of DeepSeek?
//   - Derivatives of the models of DeepSeek, in numbers
// parameters:
//   lab:
//     type: text
//     example: DeepSeek
//     about: Its id or any of its names; its parts count with it.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   derivatives: How many models of others or of its own were made from its models, directly or through others.
//   developers: How many organizations developed or published them.

MATCH (whole:Organization) WHERE whole.id = $lab OR $lab IN whole.names
MATCH (o:Organization)-[:PART_OF*0..3]->(whole)
MATCH (o)-[:DEVELOPED]->(m:Model)
MATCH (m)<-[:DERIVED_FROM*1..10]-(d:Model) WHERE d.id <> m.id
WITH DISTINCT d
OPTIONAL MATCH (d)<-[:DEVELOPED]-(p:Organization)
WITH count(DISTINCT d) AS derivatives, count(DISTINCT p) AS developers WHERE derivatives > 0
RETURN derivatives, developers
ORDER BY derivatives LIMIT $limit
