// name: chips-of-maker
// title: Chips of a maker
// group: chips and training
// questions:
//   - Which chips does NVIDIA make?
//   - AI chips by NVIDIA with memory and performance
//   - NVIDIA's accelerators
// parameters:
//   maker:
//     type: text
//     example: NVIDIA
//     about: Any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   chip: The chip.
//   released: When it was released.
//   memory_gb: Its memory in gigabytes.
//   flops_fp16: Peak performance at 16 bits in FLOP/s.
//   tpp: Total processing performance.
//   export_status: Whether it may be exported to China, as the source reads the rules.

MATCH (o:Organization) WHERE $maker IN o.names
MATCH (o)-[:MAKES]->(c:Chip)
WITH DISTINCT c
RETURN c.name AS chip, c.released AS released, c.memory_gb AS memory_gb, c.flops_fp16 AS flops_fp16, c.tpp AS tpp,
       c.export_status AS export_status
ORDER BY coalesce(released, '') DESC, chip, c.id LIMIT $limit
