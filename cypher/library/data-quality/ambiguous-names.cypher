// name: ambiguous-names
// title: Names that may mean several things
// group: data quality
// questions:
//   - Which names are ambiguous?
//   - Names that could not be told apart
//   - What needs to be resolved by a person?
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   name: The name.
//   label: The type of what it names.
//   statements: How many statements use it so.

MATCH (n) WHERE n.ambiguous = true
RETURN n.name AS name, [l IN labels(n) WHERE NOT l IN ['Lab', 'Chipmaker', 'Agency']][0] AS label,
       n.statements AS statements
ORDER BY statements DESC, name, n.id LIMIT $limit
