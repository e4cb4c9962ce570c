// name: path-between
// title: The shortest line of descent between two models
// group: models and lineage
// questions:
//   - How is zephyr-7B-beta-GGUF related to Mistral-7B-v0.1?
//   - The lineage between two models
//   - Do zephyr and Mistral-7B share an ancestor?
// parameters:
//   one:
//     type: text
//     example: zephyr-7B-beta-GGUF
//     about: Any name of a model.
//   other:
//     type: text
//     example: Mistral-7B-v0.1
//     about: Any name of another model.
//   limit:
//     type: integer
//     default: 5
//     about: Most rows.
// returns:
//   steps: How many derivations the path has.
//   path: The path; derivations may be walked in either direction.

MATCH (a:Model) WHERE $one IN a.names
MATCH (b:Model) WHERE $other IN b.names AND b.id <> a.id
MATCH path = shortestPath((a)-[:DERIVED_FROM*1..12]-(b))
RETURN length(path) AS steps, path
ORDER BY steps, a.id, b.id LIMIT $limit
