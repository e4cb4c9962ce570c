// name: developers-with-lab
// title: Who developed models together with a lab
// group: labs and countries
// questions:
//   - With whom has Mistral AI developed models?
//   - Organizations that share models with Mistral AI
//   - Joint developers of the models of Mistral AI
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
//   organization: The other developer.
//   organization_id: Its id.
//   models: How many models they share.

MATCH (whole:Organization) WHERE whole.id = $lab OR $lab IN whole.names
MATCH (o:Organization)-[:PART_OF*0..3]->(whole)
MATCH (o)-[:DEVELOPED]->(m:Model)
MATCH (m)<-[:DEVELOPED]-(p:Organization) WHERE p.id <> whole.id AND NOT EXISTS { (p)-[:PART_OF*1..3]->(whole) }
WITH p, count(DISTINCT m) AS models
RETURN p.name AS organization, p.id AS organization_id, models
ORDER BY models DESC, organization, p.id LIMIT $limit
