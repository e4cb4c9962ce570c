// name: builders-on-country
// title: Which countries build on the models of one country
// group: models and lineage
// questions:
//   - Which countries build on the models of China?
//   - Derivatives of models from China by country
// parameters:
//   country:
//     type: text
//     example: China
//     about: The country's id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   country: Where the developers of the derived models are based.
//   models: How many models were made so, directly.

MATCH (c:Country) WHERE c.id = $country OR $country IN c.names
MATCH (o:Organization)-[:BASED_IN]->(c)
MATCH (o)-[:DEVELOPED]->(m:Model)
MATCH (d:Model)-[:DERIVED_FROM]->(m)
MATCH (d)<-[:DEVELOPED]-(:Organization)-[:BASED_IN]->(k:Country)
WITH k, count(DISTINCT d) AS models
RETURN k.name AS country, models
ORDER BY models DESC, country, k.id LIMIT $limit
