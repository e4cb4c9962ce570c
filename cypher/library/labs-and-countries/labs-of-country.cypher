// name: labs-of-country
// title: Labs of a country
// group: labs and countries
// questions:
//   - Which labs are based in China?
//   - AI labs from China and how many models each has
//   - Who develops models in China?
// parameters:
//   country:
//     type: text
//     example: China
//     about: Any of the country's names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   lab: The lab.
//   kind: Company, university ...
//   founded: When it was founded.
//   models: How many models it developed or published.

MATCH (c:Country) WHERE $country IN c.names
MATCH (l:Lab)-[:BASED_IN]->(c)
OPTIONAL MATCH (l)-[:DEVELOPED]->(m:Model)
WITH l, count(DISTINCT m) AS models
RETURN l.name AS lab, l.kind AS kind, l.founded AS founded, models
ORDER BY models DESC, lab, l.id LIMIT $limit
