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
WITH name, count(DISTINCT m) AS many WHERE many > 1
WITH name, many ORDER BY many DESC, name LIMIT $limit
RETURN name, COLLECT { MATCH (m:Model) WHERE name IN m.names RETURN m.id AS id ORDER BY id } AS models
ORDER BY many DESC, name
