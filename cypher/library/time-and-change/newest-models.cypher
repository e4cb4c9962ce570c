// name: newest-models
// title: The newest models
// group: time and change
// questions:
//   - Which models came out last?
//   - Newest releases
//   - Latest models from China
// parameters:
//   country:
//     type: text
//     optional: true
//     example: China
//     about: Only models with a developer that is based there.
//   limit:
//     type: integer
//     default: 20
//     about: Most rows.
// returns:
//   model: The model.
//   released: When it was released.
//   developers: Who developed or published it.
//   licence: Its licence, or its licences.

MATCH (m:Model) WHERE m.released IS NOT NULL
OPTIONAL MATCH (m)<-[:DEVELOPED]-(:Organization)-[:BASED_IN]->(c:Country) WHERE $country IN c.names
WITH m, count(c) AS there WHERE $country IS NULL OR there > 0
WITH m ORDER BY coalesce(m.released, '') DESC, m.name, m.id LIMIT $limit
RETURN m.name AS model, m.released AS released,
       COLLECT { MATCH (m)<-[:DEVELOPED]-(o:Organization) RETURN DISTINCT o.name AS name ORDER BY name } AS developers,
       COLLECT { MATCH (m)-[:LICENSED_UNDER]->(x:License) RETURN DISTINCT x.name AS name ORDER BY name } AS licence
ORDER BY coalesce(released, '') DESC, model, m.id
