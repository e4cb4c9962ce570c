// name: things-by-label
// title: How many things of each type there are
// group: landscape counts
// questions:
//   - What is in the graph?
//   - How many models, labs and chips are there?
//   - Things by type
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   label: The label of the type or role.
//   things: How many bear it.

MATCH (n) WHERE NOT n:_Sextant
UNWIND labels(n) AS label
WITH label, count(n) AS things
RETURN label, things
ORDER BY things DESC, label LIMIT $limit
