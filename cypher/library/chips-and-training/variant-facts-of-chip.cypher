// name: variant-facts-of-chip
// title: The variants of a line of chips, with what decides export licences
// group: chips and training
// questions:
//   - How do the variants of the H100 perform?
//   - Performance and export status of the variants of the H100
// parameters:
//   chip:
//     type: text
//     example: H100
//     about: The id or any name of a chip or of a line; a line means all its variants.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   variant: A chip of the line.
//   variant_id: Its id.
//   line: The line it is a variant of directly.
//   line_id: The line's id.
//   released: When it was released.
//   memory_gb: Its memory in gigabytes.
//   tdp_w: Thermal design power in watts.
//   flops_fp16: Peak performance at 16 bits in FLOP/s.
//   tpp: Total processing performance.
//   export_status: Whether it may be exported to China, as the source reads the rules.

MATCH (whole:Chip) WHERE whole.id = $chip OR $chip IN whole.names
MATCH (c:Chip)-[:VARIANT_OF*0..3]->(whole)
MATCH (c)-[:VARIANT_OF]->(l:Chip)
WITH DISTINCT c, l WHERE c.id <> l.id
RETURN c.name AS variant, c.id AS variant_id, l.name AS line, l.id AS line_id, c.released AS released,
       c.memory_gb AS memory_gb, c.tdp_w AS tdp_w, c.flops_fp16 AS flops_fp16, c.tpp AS tpp,
       c.export_status AS export_status
ORDER BY line, variant, c.id, l.id LIMIT $limit
