// name: around
// title: Everything one step away from a thing
// group: models and lineage
// questions:
//   - What is connected to DeepSeek?
//   - The neighbourhood of DeepSeek in the graph
//   - Draw what surrounds DeepSeek
// parameters:
//   name:
//     type: text
//     example: DeepSeek
//     about: Any name of a thing of any type.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   path: The thing, a relation and what it leads to; written to an .html file it is a picture.

MATCH (n) WHERE $name IN n.names
MATCH path = (n)-[r]-(x) WHERE NOT x:Document
RETURN path
ORDER BY type(r), x.name, x.id, r.id LIMIT $limit
