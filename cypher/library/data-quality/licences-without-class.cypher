// name: licences-without-class
// title: Licences whose openness is not known
// group: data quality
// questions:
//   - Which licences are not classed?
//   - Licences without an openness class
//   - Unclassified licences by number of models
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   licence: The licence.
//   models: How many models are under it.

MATCH (x:License) WHERE x.openness IS NULL
OPTIONAL MATCH (m:Model)-[:LICENSED_UNDER]->(x)
WITH x, count(DISTINCT m) AS models
RETURN x.name AS licence, models
ORDER BY models DESC, licence, x.id LIMIT $limit
