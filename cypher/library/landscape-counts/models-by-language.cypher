// name: models-by-language
// title: Languages by how many models are made for them
// group: landscape counts
// questions:
//   - Which languages do models support?
//   - Models by language
//   - How many models are made for Chinese?
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   language: The language, as the source writes it.
//   models: How many models.

MATCH (m:Model) WHERE m.languages IS NOT NULL
UNWIND m.languages AS language
WITH language, count(DISTINCT m) AS models
RETURN language, models
ORDER BY models DESC, language LIMIT $limit
