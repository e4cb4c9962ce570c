// name: supply-concentration
// title: Inputs of chip making that few countries provide
// group: chips and training
// questions:
//   - Which inputs of chip making come from one country?
//   - Chokepoints of the semiconductor supply chain
//   - Where is the supply of chip-making tools concentrated?
// parameters:
//   share:
//     type: number
//     default: 50
//     about: Least share of the world's supply in percent.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   input: What chip making needs.
//   provider: The country that provides it.
//   share: Its share of the world's supply in percent.
//   year: The year the share is for.
//   organizations: Providers that are based there.

MATCH (c:Country)-[r:PROVIDES]->(i:SupplyInput) WHERE r.share >= $share
RETURN i.name AS input, c.name AS provider, r.share AS share, r.year AS year,
       COLLECT { MATCH (i)<-[:PROVIDES]-(o:Organization)-[:BASED_IN]->(c)
                 RETURN DISTINCT o.name AS name ORDER BY name } AS organizations
ORDER BY coalesce(share, -1) DESC, input, provider, r.id LIMIT $limit
