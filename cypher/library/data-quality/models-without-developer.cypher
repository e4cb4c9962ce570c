// name: models-without-developer
// title: Models whose developer is not known
// group: data quality
// questions:
//   - Which models have no developer?
//   - Models without a developer on record
//   - Who made these models?
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The model.
//   statements: How many statements speak of it.
//   derivatives: How many models were made from it directly.

MATCH (m:Model) WHERE NOT EXISTS { (m)<-[:DEVELOPED]-(:Organization) }
WITH m, COUNT { (m)<-[:DERIVED_FROM]-(:Model) } AS derivatives
RETURN m.name AS model, m.statements AS statements, derivatives
ORDER BY derivatives DESC, statements DESC, model, m.id LIMIT $limit
