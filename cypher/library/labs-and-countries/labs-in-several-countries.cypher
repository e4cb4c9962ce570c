// name: labs-in-several-countries
// title: Organizations based in several countries
// group: labs and countries
// questions:
//   - Which labs are based in more than one country?
//   - Multinational AI labs
//   - Organizations with several home countries
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   organization: The organization.
//   countries: The countries it is based in.

MATCH (o:Organization)-[:BASED_IN]->(c:Country)
WITH o, count(DISTINCT c) AS many WHERE many > 1
RETURN o.name AS organization,
       COLLECT { MATCH (o)-[:BASED_IN]->(c:Country) RETURN DISTINCT c.name AS name ORDER BY name } AS countries
ORDER BY many DESC, organization, o.id LIMIT $limit
