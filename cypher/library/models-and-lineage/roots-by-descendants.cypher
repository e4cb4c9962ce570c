// name: roots-by-descendants
// title: Root models by how many models descend from them
// group: models and lineage
// questions:
//   - Which base models have the most derivatives?
//   - Most built-upon models
//   - Root models ranked by their descendants
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   root: A model that was made from no other one.
//   descendants: How many models descend from it, directly or through others.
//   developers: Who developed or published it.

MATCH (b:Model)<-[:DERIVED_FROM*1..10]-(m:Model)
WITH b, count(DISTINCT m) AS descendants
WHERE NOT EXISTS { (b)-[:DERIVED_FROM]->(:Model) }
WITH b, descendants ORDER BY descendants DESC, b.name, b.id LIMIT $limit
RETURN b.name AS root, descendants,
       COLLECT { MATCH (b)<-[:DEVELOPED]-(o:Organization) RETURN DISTINCT o.name AS name ORDER BY name } AS developers
ORDER BY descendants DESC, root, b.id
