// name: who-says
// title: Who says what about a thing
// group: provenance and disagreements
// questions:
//   - Who says so about DeepSeek-R1?
//   - Sources of what is known about DeepSeek-R1
//   - Evidence on DeepSeek-R1 with the words of each source
// parameters:
//   name:
//     type: text
//     example: DeepSeek-R1
//     about: Any name of a thing of any type.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   relation: The type of the relation.
//   start: The name of the thing it starts from.
//   end: The name of the thing it leads to.
//   source: The source of the best witness.
//   asserted: The day it said so.
//   quote: Its words.
//   sources: How many documents say so.

MATCH (n) WHERE $name IN n.names
MATCH (n)-[r]-(x) WHERE NOT x:Document
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
RETURN type(r) AS relation, a.name AS start, b.name AS end, r.source AS source, r.asserted AS asserted,
       r.quote AS quote, r.sources AS sources
ORDER BY relation, start, end, r.id LIMIT $limit
