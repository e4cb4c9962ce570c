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
WITH c, count(k) AS clusters,
     CASE WHEN count(k.h100_equivalents) > 0 THEN sum(k.h100_equivalents) END AS h100_equivalents,
     CASE WHEN count(k.power_mw) > 0 THEN sum(k.power_mw) END AS power_mw
RETURN c.name AS country, clusters, h100_equivalents, power_mw
ORDER BY coalesce(h100_equivalents, -1) DESC, clusters DESC, country, c.id LIMIT $limit
