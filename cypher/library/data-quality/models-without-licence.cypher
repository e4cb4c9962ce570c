// name: models-without-licence
// title: Models whose licence is not known
// group: data quality
// questions:
//   - Which models have no licence?
//   - Models without a licence on record
//   - Models whose licence is missing
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The model.
//   developers: Who developed or published it.
//   derivatives: How many models were made from it directly.

MATCH (m:Model) WHERE NOT EXISTS { (m)-[:LICENSED_UNDER]->(:License) }
WITH m, COUNT { (m)<-[:DERIVED_FROM]-(:Model) } AS derivatives
WITH m, derivatives ORDER BY derivatives DESC, m.name, m.id LIMIT $limit
RETURN m.name AS model,
       COLLECT { MATCH (m)<-[:DEVELOPED]-(o:Organization) RETURN DISTINCT o.name AS name ORDER BY name } AS developers,
       derivatives
ORDER BY derivatives DESC, model, m.id
