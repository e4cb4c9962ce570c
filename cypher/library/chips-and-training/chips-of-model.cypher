// name: chips-of-model
// title: Chips that a model or its family was trained on, and policies that restrict them
// group: chips and training
// questions:
//   - On which chips was DeepSeek-V3 trained?
//   - Training hardware of DeepSeek-V3
// parameters:
//   model:
//     type: text
//     example: DeepSeek-V3
//     about: Its id or any of its names; the variants of a family count with it.
//   day:
//     type: date
//     example: 2025-03-01
//     about: Policies in force on this day count.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   model: The model, or a variant of it.
//   model_id: Its id.
//   chip: The chip.
//   chip_id: Its id.
//   count: How many of them it took.
//   policies: How many policies in force on the day restrict the chip or its line.

MATCH (line:Model) WHERE line.id = $model OR $model IN line.names
MATCH (m:Model)-[:VARIANT_OF*0..3]->(line)
WITH DISTINCT m
MATCH (m)-[r:TRAINED_WITH]->(c:Chip)
WITH m, c, max(r.count) AS count
RETURN m.name AS model, m.id AS model_id, c.name AS chip, c.id AS chip_id, count,
       COUNT { MATCH (c)-[:VARIANT_OF*0..3]->(:Chip)<-[:RESTRICTS]-(p:Policy)
               WHERE size([d IN coalesce(p.effective, [p.enacted]) WHERE d <= $day]) > 0
                 AND NOT coalesce(p.status, '') IN ['proposed', 'defunct']
                 AND NOT EXISTS { MATCH (q:Policy)-[:REPEALS]->(p) WHERE q.enacted <= $day }
               RETURN DISTINCT p } AS policies
ORDER BY coalesce(count, -1) DESC, model, chip, m.id, c.id LIMIT $limit
