// name: models-of-country
// title: Models of the labs of a country
// group: labs and countries
// questions:
//   - Which models come from France?
//   - Models developed in France
//   - What have French labs released since 2024?
// parameters:
//   country:
//     type: text
//     example: France
//     about: Any of the country's names.
//   since:
//     type: date
//     optional: true
//     example: 2024-01-01
//     about: Only models released on or after it; a date of the year alone counts as its start.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: A model with at least one developer there.
//   developers: All its developers, from elsewhere too.
//   released: When it was released.
//   parameters: How many parameters it has.

MATCH (c:Country) WHERE $country IN c.names
MATCH (m:Model)<-[:DEVELOPED]-(:Organization)-[:BASED_IN]->(c)
WITH DISTINCT m WHERE $since IS NULL OR m.released >= $since
WITH m ORDER BY coalesce(m.released, '') DESC, m.name, m.id LIMIT $limit
RETURN m.name AS model,
       COLLECT { MATCH (m)<-[:DEVELOPED]-(o:Organization) RETURN DISTINCT o.name AS name ORDER BY name } AS developers,
       m.released AS released, m.parameters AS parameters
ORDER BY coalesce(released, '') DESC, model, m.id
