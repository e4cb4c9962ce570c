// name: licences-by-models
// title: Licences by how many models are under them
// group: landscape counts
// questions:
//   - Which licences are most used?
//   - Models by licence
//   - Most popular licences of open models
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   licence: The licence.
//   openness: How free a user is under it.
//   models: How many models are under it.

MATCH (m:Model)-[:LICENSED_UNDER]->(x:License)
WITH x, count(DISTINCT m) AS models
RETURN x.name AS licence, x.openness AS openness, models
ORDER BY models DESC, licence, x.id LIMIT $limit
