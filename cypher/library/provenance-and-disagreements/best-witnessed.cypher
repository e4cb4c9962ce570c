// name: best-witnessed
// title: Things that most documents speak of
// group: provenance and disagreements
// questions:
//   - What do most sources mention?
//   - Best documented things in the graph
//   - Which things have the most witnesses?
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   thing: Its name.
//   label: Its type.
//   sources: How many documents speak of it.
//   statements: How many statements do.

MATCH (n) WHERE n.sources > 1
WITH n ORDER BY n.sources DESC, n.statements DESC, n.name, n.id LIMIT $limit
RETURN n.name AS thing, [l IN labels(n) WHERE NOT l IN ['Lab', 'Chipmaker', 'Agency']][0] AS label,
       n.sources AS sources, n.statements AS statements
ORDER BY sources DESC, statements DESC, thing, n.id
