// name: licence-changes
// title: Models under another licence than their base
// group: models and lineage
// questions:
//   - Which models changed the licence of their base model?
//   - Derivatives with a different licence
//   - Finetunes released under another licence than the original
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The derived model.
//   licence: Its licence.
//   base: The model it was made from.
//   base_licence: The licence of that one.

MATCH (m:Model)-[:DERIVED_FROM]->(b:Model)
MATCH (m)-[:LICENSED_UNDER]->(own:License)
MATCH (b)-[:LICENSED_UNDER]->(theirs:License)
WHERE own.id <> theirs.id AND NOT EXISTS { (m)-[:LICENSED_UNDER]->(theirs) }
WITH DISTINCT m, own, b, theirs
RETURN m.name AS model, own.name AS licence, b.name AS base, theirs.name AS base_licence
ORDER BY model, base, licence, base_licence, m.id, b.id LIMIT $limit
