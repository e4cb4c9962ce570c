// name: providers-of-input
// title: Who provides an input of chip making
// group: chips and training
// questions:
//   - Who supplies EUV lithography tools?
//   - Providers of EUV lithography tools
//   - Which countries and companies make EUV lithography tools?
// parameters:
//   input:
//     type: text
//     example: EUV lithography tools
//     about: Any of its names; kinds of it count too.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   input: The input, or a kind of it.
//   provider: The organization or country.
//   label: Organization or Country.
//   share: Its share of the world's supply in percent.
//   year: The year the share is for.

MATCH (whole:SupplyInput) WHERE $input IN whole.names
MATCH (i:SupplyInput)-[:VARIANT_OF*0..3]->(whole)
MATCH (p)-[r:PROVIDES]->(i)
WITH DISTINCT i, p, r
RETURN i.name AS input, p.name AS provider, CASE WHEN p:Country THEN 'Country' ELSE 'Organization' END AS label,
       r.share AS share, r.year AS year
ORDER BY input, label, coalesce(share, -1) DESC, provider, r.id LIMIT $limit
