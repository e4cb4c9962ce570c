// name: clusters-with-chip
// title: Clusters made of a chip
// group: chips and training
// questions:
//   - Which clusters have H100s?
//   - Supercomputers with the H100
//   - Who owns machines with H100 chips?
// parameters:
//   chip:
//     type: text
//     example: H100
//     about: Any name of a chip or of a line; a line means all its variants.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   cluster: The cluster.
//   chip: The chip, or the variant of the line.
//   count: How many of them.
//   country: Where it stands.
//   owners: Who owns or operates it.

MATCH (line:Chip) WHERE $chip IN line.names
MATCH (c:Chip)-[:VARIANT_OF*0..3]->(line)
MATCH (k:Cluster)-[r:CONTAINS]->(c)
WITH DISTINCT k, c, r.count AS many
OPTIONAL MATCH (k)-[:LOCATED_IN]->(place:Country)
RETURN k.name AS cluster, c.name AS chip, many AS count, place.name AS country,
       COLLECT { MATCH (k)<-[:OWNS|OPERATES]-(o:Organization) RETURN DISTINCT o.name AS name ORDER BY name } AS owners
ORDER BY coalesce(count, -1) DESC, cluster, chip, country, k.id, c.id LIMIT $limit
