// name: clusters-by-country
// title: Computing clusters by country
// group: chips and training
// questions:
//   - Which countries have the most AI computing power?
//   - GPU clusters by country
//   - H100 equivalents by country
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   country: The country.
//   clusters: How many clusters stand there.
//   h100_equivalents: Their performance together in H100, as far as it is known.
//   power_mw: Their power together in megawatts, as far as it is known.
MATCH (k:Cluster)-[:LOCATED_IN]->(c:Country)
WITH DISTINCT c, k
WITH c, count(k) AS clusters, sum(k.h100_equivalents) AS h100_equivalents, sum(k.power_mw) AS power_mw
RETURN c.name AS country, clusters, h100_equivalents, power_mw
ORDER BY h100_equivalents DESC, clusters DESC, country, c.id LIMIT $limit
