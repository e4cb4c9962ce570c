// name: releases-by-year
// title: Models released by year
// group: time and change
// questions:
//   - How many models were released each year?
//   - Releases per year
//   - How has the number of new models developed?
// parameters:
//   country:
//     type: text
//     optional: true
//     example: China
//     about: Only models with a developer that is based there.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   year: The year.
//   models: How many models were released in it.

MATCH (m:Model) WHERE m.released IS NOT NULL
OPTIONAL MATCH (m)<-[:DEVELOPED]-(:Organization)-[:BASED_IN]->(c:Country) WHERE $country IN c.names
WITH m, count(c) AS there WHERE $country IS NULL OR there > 0
WITH left(m.released, 4) AS year, count(m) AS models
RETURN year, models
ORDER BY year LIMIT $limit
