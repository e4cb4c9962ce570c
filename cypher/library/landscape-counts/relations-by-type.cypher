// name: relations-by-type
// title: How many relations of each type there are between things
// group: landscape counts
// questions:
//   - Which relations does the graph hold?
//   - Relations by type
//   - How many derivations are known?
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   relation: The type of the relation.
//   relations: How many there are.

MATCH ()-[r]->() WHERE type(r) <> 'MENTIONS'
WITH type(r) AS relation, count(r) AS relations
RETURN relation, relations
ORDER BY relations DESC, relation LIMIT $limit
