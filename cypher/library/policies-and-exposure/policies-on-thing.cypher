// name: policies-on-thing
// title: Policies in force on a day that name a thing
// group: policies and exposure
// questions:
//   - Which policies in force name Huawei?
//   - Rules in force that restrict or target Huawei
// parameters:
//   thing:
//     type: text
//     example: Huawei
//     about: The id or any name of a country, group, organization, chip or input; a group that it is in counts too.
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
//   relation: TARGETS or RESTRICTS.
//   named: 'Who or what it names: the thing, or a group that it belongs to.'
//   named_id: Its id.
//   kind: What kind of policy it is.
//   since: The first day on which a part of it took effect, else when it was adopted.

MATCH (n:Country|Group|Organization|Chip|SupplyInput) WHERE n.id = $thing OR $thing IN n.names
MATCH (n)-[:MEMBER_OF*0..1]->(t)
WITH DISTINCT t
MATCH (p:Policy)-[r:TARGETS|RESTRICTS]->(t)
WHERE size([d IN coalesce(p.effective, [p.enacted]) WHERE d <= $day]) > 0
  AND NOT coalesce(p.status, '') IN ['proposed', 'defunct']
  AND NOT EXISTS { MATCH (q:Policy)-[:REPEALS]->(p) WHERE q.enacted <= $day }
WITH DISTINCT p, t, type(r) AS relation
RETURN p.name AS policy, p.id AS policy_id, relation, t.name AS named, t.id AS named_id, p.kind AS kind,
       head(coalesce(p.effective, [p.enacted])) AS since
ORDER BY since DESC, policy, relation, named, p.id, t.id LIMIT $limit
