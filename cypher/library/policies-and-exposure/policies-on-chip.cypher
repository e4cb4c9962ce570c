// name: policies-on-chip
// title: Policies in force on a day that restrict a chip, its line or a variant
// group: policies and exposure
// questions:
//   - Which policies in force restrict the H100?
//   - Export controls in force on the H100
// parameters:
//   chip:
//     type: text
//     example: H100
//     about: The id or any name of a chip or of a line; a line means all its variants.
//   day:
//     type: date
//     example: 2025-03-01
//     about: The day that is asked about.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   policy: The policy.
//   policy_id: Its id.
//   chip: 'What it restricts: the chip, its line or a variant.'
//   chip_id: Its id.
//   kind: What kind of policy it is.
//   since: The first day on which a part of it took effect, else when it was adopted.
//   amended_by: Policies adopted by that day that amend it.
//   amended_by_ids: Their ids, in the same order.

MATCH (n:Chip) WHERE n.id = $chip OR $chip IN n.names
MATCH (n)-[:VARIANT_OF*0..3]-(c:Chip)
WITH DISTINCT c
MATCH (p:Policy)-[:RESTRICTS]->(c)
WHERE size([d IN coalesce(p.effective, [p.enacted]) WHERE d <= $day]) > 0
  AND NOT coalesce(p.status, '') IN ['proposed', 'defunct']
  AND NOT EXISTS { MATCH (q:Policy)-[:REPEALS]->(p) WHERE q.enacted <= $day }
WITH DISTINCT p, c
RETURN p.name AS policy, p.id AS policy_id, c.name AS chip, c.id AS chip_id, p.kind AS kind,
       head(coalesce(p.effective, [p.enacted])) AS since,
       COLLECT { MATCH (q:Policy)-[:AMENDS]->(p) WHERE q.enacted <= $day
                 RETURN DISTINCT q.name AS name ORDER BY name } AS amended_by,
       COLLECT { MATCH (q:Policy)-[:AMENDS]->(p) WHERE q.enacted <= $day
                 WITH DISTINCT q.name AS name, q.id AS id RETURN id ORDER BY name, id } AS amended_by_ids
ORDER BY since DESC, policy, chip, p.id, c.id LIMIT $limit
