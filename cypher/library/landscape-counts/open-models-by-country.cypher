// name: open-models-by-country
// title: Models under an open-source licence by country
// group: landscape counts
// questions:
//   - Which countries have the most models under open-source licences?
//   - Open-source models by country of the developer
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   country: Where developers are based; a model of several countries counts in each.
//   models: How many models are under a licence of class osi.

MATCH (c:Country)<-[:BASED_IN]-(:Organization)-[:DEVELOPED]->(m:Model)-[:LICENSED_UNDER]->(x:License)
WHERE x.openness = 'osi'
WITH c, count(DISTINCT m) AS models
RETURN c.name AS country, models
ORDER BY models DESC, country, c.id LIMIT $limit
