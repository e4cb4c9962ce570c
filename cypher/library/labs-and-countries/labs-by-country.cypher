// name: labs-by-country
// title: Labs and their models by country
// group: labs and countries
// questions:
//   - How many labs does each country have?
//   - Countries by number of AI labs
//   - Which country has the most models?
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   country: The country.
//   labs: How many labs are based there.
//   models: How many models they developed or published.

MATCH (l:Lab)-[:BASED_IN]->(c:Country)
OPTIONAL MATCH (l)-[:DEVELOPED]->(m:Model)
WITH c, count(DISTINCT l) AS labs, count(DISTINCT m) AS models
RETURN c.name AS country, labs, models
ORDER BY models DESC, labs DESC, country, c.id LIMIT $limit
