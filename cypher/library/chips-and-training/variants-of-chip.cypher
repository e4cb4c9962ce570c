// name: variants-of-chip
// title: Variants of a line of chips
// group: chips and training
// questions:
//   - Which variants of the H100 are there?
//   - Versions of the H100
//   - How do the variants of the H100 differ?
// parameters:
//   chip:
//     type: text
//     example: H100
//     about: Any name of a chip or of a line; a line means all its variants.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   variant: A chip of the line.
//   line: The line it is a variant of directly.
//   memory_gb: Its memory in gigabytes.
//   tdp_w: Thermal design power in watts.
//   released: When it was released.

MATCH (whole:Chip) WHERE $chip IN whole.names
MATCH (c:Chip)-[:VARIANT_OF*0..3]->(whole)
MATCH (c)-[:VARIANT_OF]->(l:Chip)
WITH DISTINCT c, l WHERE c.id <> l.id
RETURN c.name AS variant, l.name AS line, c.memory_gb AS memory_gb, c.tdp_w AS tdp_w, c.released AS released
ORDER BY line, variant, c.id, l.id LIMIT $limit
