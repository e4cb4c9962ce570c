// name: makers-of-chip
// title: Who makes and who fabricates a chip
// group: chips and training
// questions:
//   - Who makes the H100?
//   - Designer and foundry of the H100
// parameters:
//   chip:
//     type: text
//     example: H100
//     about: Its id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   organization: The maker or foundry.
//   organization_id: Its id.
//   relation: MAKES or FABRICATES.
//   chip: The chip.
//   chip_id: Its id.
//   country: Where it is based; the country that most documents name.
//   country_id: The country's id.

MATCH (c:Chip) WHERE c.id = $chip OR $chip IN c.names
MATCH (o:Organization)-[r:MAKES|FABRICATES]->(c)
WITH DISTINCT o, c, type(r) AS relation
OPTIONAL MATCH (o)-[b:BASED_IN]->(k:Country)
WITH o, c, relation, k ORDER BY b.sources DESC, k.name
WITH o, c, relation, collect(k)[0] AS k
RETURN o.name AS organization, o.id AS organization_id, relation, c.name AS chip, c.id AS chip_id, k.name AS country,
       k.id AS country_id
ORDER BY relation DESC, organization, o.id LIMIT $limit
