// name: shared-names
// title: Names that several models bear
// group: data quality
// questions:
//   - Which models have the same name?
//   - Names shared by several models
//   - Models that may be one and the same
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   name: The name.
//   models: The ids of the models that bear it.

MATCH (m:Model)
UNWIND m.names AS name
WITH name, collect(DISTINCT m.id) AS ids WHERE size(ids) > 1
WITH name, ids ORDER BY size(ids) DESC, name LIMIT $limit
RETURN name, COLLECT { UNWIND ids AS id RETURN id ORDER BY id } AS models
ORDER BY size(models) DESC, name
