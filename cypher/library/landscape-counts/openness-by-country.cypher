// name: openness-by-country
// title: How open the models of each country are
// group: landscape counts
// questions:
//   - Which country releases the most open models?
//   - Openness of licences by country
//   - Open-source models by country
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   country: Where developers are based.
//   openness: How free a user is under the licence; empty where it is not classed.
//   models: How many models.

MATCH (c:Country)<-[:BASED_IN]-(:Organization)-[:DEVELOPED]->(m:Model)-[:LICENSED_UNDER]->(x:License)
WITH c, x.openness AS openness, count(DISTINCT m) AS models
RETURN c.name AS country, openness, models
ORDER BY country, models DESC, openness, c.id LIMIT $limit
