// name: policies-on-chips-of-lab
// title: Policies in force on a day that restrict chips a lab trained on
// group: policies and exposure
// questions:
//   - Which policies in force restrict the chips of DeepSeek?
//   - Export controls on the chips that DeepSeek trains on
// parameters:
//   lab:
//     type: text
//     example: DeepSeek
//     about: Its id or any of its names; its parts count with it.
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
//   chips: The chips that it restricts; the models were trained on them or on variants of them.
//   chip_ids: Their ids, in the same order.
//   kind: What kind of policy it is.
//   since: The first day on which a part of it took effect, else when it was adopted.

MATCH (whole:Organization) WHERE whole.id = $lab OR $lab IN whole.names
MATCH (o:Organization)-[:PART_OF*0..3]->(whole)
MATCH (o)-[:DEVELOPED]->(m:Model)
MATCH (m)-[:TRAINED_WITH]->(:Chip)-[:VARIANT_OF*0..3]->(c:Chip)
WITH DISTINCT c
MATCH (p:Policy)-[:RESTRICTS]->(c)
WHERE size([d IN coalesce(p.effective, [p.enacted]) WHERE d <= $day]) > 0
  AND NOT coalesce(p.status, '') IN ['proposed', 'defunct']
  AND NOT EXISTS { MATCH (q:Policy)-[:REPEALS]->(p) WHERE q.enacted <= $day }
WITH DISTINCT p, c ORDER BY c.name, c.id
WITH p, collect(c) AS found
RETURN p.name AS policy, p.id AS policy_id, [c IN found | c.name] AS chips, [c IN found | c.id] AS chip_ids,
       p.kind AS kind, head(coalesce(p.effective, [p.enacted])) AS since
ORDER BY since DESC, policy, p.id LIMIT $limit
