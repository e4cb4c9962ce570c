// name: labs-of-country-elsewhere
// title: Labs of a country that sources place in other countries too
// group: labs and countries
// questions:
//   - Which labs of the United States are placed in other countries too?
//   - Labs counted for the United States and for others
// parameters:
//   country:
//     type: text
//     example: United States
//     about: The country's id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   lab: The lab.
//   lab_id: Its id.
//   countries: All countries that sources place it in.
//   country_ids: Their ids, in the same order.
//   models: How many models it developed or published.

MATCH (c:Country) WHERE c.id = $country OR $country IN c.names
MATCH (o:Organization)-[:BASED_IN]->(c)
MATCH (o)-[:BASED_IN]->(x:Country)
WITH DISTINCT o, x ORDER BY x.name, x.id
WITH o, collect(x) AS places WHERE size(places) > 1
MATCH (o)-[:DEVELOPED]->(m:Model)
WITH o, places, count(DISTINCT m) AS models
RETURN o.name AS lab, o.id AS lab_id, [p IN places | p.name] AS countries, [p IN places | p.id] AS country_ids, models
ORDER BY models DESC, lab, o.id LIMIT $limit
