// name: main-labs-of-country
// title: Labs of a country by models, with ids
// group: labs and countries
// questions:
//   - Who are the main developers of models in China?
//   - Largest labs of China by number of models
// parameters:
//   country:
//     type: text
//     example: China
//     about: The country's id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   lab: The lab.
//   lab_id: Its id.
//   country: The country.
//   country_id: Its id.
//   models: How many models it developed or published.
//   osi: How many of them are under an open-source licence (class osi).

MATCH (c:Country) WHERE c.id = $country OR $country IN c.names
MATCH (o:Lab)-[:BASED_IN]->(c)
MATCH (o)-[:DEVELOPED]->(m:Model)
WITH DISTINCT o, c, m
WITH o, c, m, CASE WHEN EXISTS { (m)-[:LICENSED_UNDER]->(:License {openness: 'osi'}) } THEN 1 ELSE 0 END AS open
WITH o, c, count(m) AS models, sum(open) AS osi
RETURN o.name AS lab, o.id AS lab_id, c.name AS country, c.id AS country_id, models, osi
ORDER BY models DESC, lab, o.id LIMIT $limit
