// name: several-licences
// title: Models under several licences
// group: provenance and disagreements
// questions:
//   - Which models have more than one licence?
//   - Models with several licences
//   - Dual-licensed models
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The model.
//   licences: Its licences.
//   quotes: The words that say so.

MATCH (m:Model)-[:LICENSED_UNDER]->(x:License)
WITH m, count(DISTINCT x) AS many WHERE many > 1
RETURN m.name AS model,
       COLLECT { MATCH (m)-[:LICENSED_UNDER]->(x:License) RETURN DISTINCT x.name AS name ORDER BY name } AS licences,
       COLLECT { MATCH (m)-[r:LICENSED_UNDER]->(:License) RETURN DISTINCT r.quote AS quote ORDER BY quote } AS quotes
ORDER BY many DESC, model, m.id LIMIT $limit
