// name: labs-without-country
// title: Labs whose country is not known
// group: data quality
// questions:
//   - Which labs have no country?
//   - Labs without a home country on record
//   - Where is the country of a lab missing?
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   lab: The lab.
//   models: How many models it developed or published.

MATCH (l:Lab) WHERE NOT EXISTS { (l)-[:BASED_IN]->(:Country) }
OPTIONAL MATCH (l)-[:DEVELOPED]->(m:Model)
WITH l, count(DISTINCT m) AS models
RETURN l.name AS lab, models
ORDER BY models DESC, lab, l.id LIMIT $limit
