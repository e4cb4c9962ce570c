// name: countries-of-organization
// title: Where an organization is based, and how many documents say so
// group: labs and countries
// questions:
//   - Where is DeepSeek based?
//   - Home country of DeepSeek by number of sources
//   - How many documents place DeepSeek in each country?
// parameters:
//   organization:
//     type: text
//     example: DeepSeek
//     about: Its id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   organization: The organization.
//   organization_id: Its id.
//   country: A country it is based in, the one most documents name first.
//   country_id: Its id.
//   sources: How many documents say so.

MATCH (o:Organization) WHERE o.id = $organization OR $organization IN o.names
MATCH (o)-[r:BASED_IN]->(c:Country)
RETURN o.name AS organization, o.id AS organization_id, c.name AS country, c.id AS country_id, r.sources AS sources
ORDER BY sources DESC, country, r.id LIMIT $limit
