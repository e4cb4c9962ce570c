// name: derivatives-of-country
// title: How many models were made from the models of a country
// group: models and lineage
// questions:
//   - How many models are built on those from China?
//   - Derivatives of models from China, in numbers
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
//   derivatives: How many models were made from them, directly or through others.
//   bases: From how many models of the country.

MATCH (c:Country) WHERE c.id = $country OR $country IN c.names
MATCH (o:Organization)-[:BASED_IN]->(c)
MATCH (o)-[:DEVELOPED]->(m:Model)
MATCH (m)<-[:DERIVED_FROM*1..10]-(d:Model) WHERE d.id <> m.id
WITH count(DISTINCT d) AS derivatives, count(DISTINCT m) AS bases WHERE derivatives > 0
RETURN derivatives, bases
ORDER BY derivatives LIMIT $limit
