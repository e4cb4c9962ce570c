// name: chip-profile
// title: The main facts of a chip
// group: chips and training
// questions:
//   - What is the H100 SXM5?
//   - Specifications of the H100 SXM5
// parameters:
//   chip:
//     type: text
//     example: H100 SXM5
//     about: Its id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   chip: The chip.
//   chip_id: Its id.
//   kind: What kind of processor it is.
//   architecture: Its design generation.
//   released: When it was released.
//   process_nm: Manufacturing process.
//   memory_gb: Its memory in gigabytes.
//   memory_bandwidth_gb_s: Speed between it and its memory.
//   interconnect_gb_s: Speed between it and other chips.
//   tdp_w: Thermal design power in watts.
//   flops_fp16: Peak performance at 16 bits in FLOP/s.
//   tpp: Total processing performance.
//   eccn: Its export control classification.
//   export_status: Whether it may be exported to China, as the source reads the rules.

MATCH (c:Chip) WHERE c.id = $chip OR $chip IN c.names
RETURN c.name AS chip, c.id AS chip_id, c.kind AS kind, c.architecture AS architecture, c.released AS released,
       c.process_nm AS process_nm, c.memory_gb AS memory_gb, c.memory_bandwidth_gb_s AS memory_bandwidth_gb_s,
       c.interconnect_gb_s AS interconnect_gb_s, c.tdp_w AS tdp_w, c.flops_fp16 AS flops_fp16, c.tpp AS tpp,
       c.eccn AS eccn, c.export_status AS export_status
ORDER BY c.statements DESC, chip, c.id LIMIT $limit
