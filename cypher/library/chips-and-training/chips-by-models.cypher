// name: chips-by-models
// title: Chips by how many models were trained on them
// group: chips and training
// questions:
//   - Which chips are most used for training?
//   - Training hardware by number of models
//   - Most popular training chips
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   chip: The chip.
//   makers: Who makes it.
//   models: How many models were trained on it.
//   policies: How many policies restrict it.

MATCH (m:Model)-[:TRAINED_WITH]->(c:Chip)
WITH c, count(DISTINCT m) AS models
RETURN c.name AS chip,
       COLLECT { MATCH (c)<-[:MAKES]-(o:Organization) RETURN DISTINCT o.name AS name ORDER BY name } AS makers,
       models, COUNT { (c)<-[:RESTRICTS]-(:Policy) } AS policies
ORDER BY models DESC, chip, c.id LIMIT $limit
