// name: cluster-counts-of-country
// title: Computing clusters of a country in numbers
// group: chips and training
// questions:
//   - How many clusters stand in Italy?
//   - Computing power of the clusters of Italy
// parameters:
//   country:
//     type: text
//     example: Italy
//     about: The country's id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   clusters: How many clusters stand there.
//   measured: Of how many the performance is known.
//   h100_equivalents: Their performance together in H100, as far as it is known.

MATCH (c:Country) WHERE c.id = $country OR $country IN c.names
MATCH (k:Cluster)-[:LOCATED_IN]->(c)
WITH DISTINCT k
WITH count(k) AS clusters, count(k.h100_equivalents) AS measured, sum(k.h100_equivalents) AS total
WHERE clusters > 0
RETURN clusters, measured, CASE WHEN measured > 0 THEN total END AS h100_equivalents
ORDER BY clusters LIMIT $limit
