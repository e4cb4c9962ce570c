// name: derivation-between-countries
// title: Which countries build on whose models
// group: models and lineage
// questions:
//   - Which countries build on Chinese models?
//   - Derivatives across borders by country
//   - How many American models are based on models from China?
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   country: Where the developers of the derived models are based.
//   base_country: Where the developers of their base models are based.
//   models: How many models were made so, directly.

MATCH (c:Country)<-[:BASED_IN]-(:Organization)-[:DEVELOPED]->(m:Model)-[:DERIVED_FROM]->(b:Model)
MATCH (b)<-[:DEVELOPED]-(:Organization)-[:BASED_IN]->(d:Country)
WITH c, d, count(DISTINCT m) AS models
RETURN c.name AS country, d.name AS base_country, models
ORDER BY models DESC, country, base_country, c.id, d.id LIMIT $limit
