// name: parties-of-policy
// title: Who made a policy, where it holds, and whom and what it names
// group: policies and exposure
// questions:
//   - Who issued the October 2022 chip rule, and whom does it target?
//   - Issuer, jurisdiction, targets and restricted things of the October 2022 chip rule
// parameters:
//   policy:
//     type: text
//     example: October 2022 chip rule
//     about: Its id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   policy: The policy.
//   policy_id: Its id.
//   relation: ISSUED, JURISDICTION, TARGETS or RESTRICTS.
//   thing: Who issued it, where it holds, at whom it is directed, what it restricts.
//   thing_id: Its id.

MATCH (p:Policy) WHERE p.id = $policy OR $policy IN p.names
MATCH (p)-[r:ISSUED|JURISDICTION|TARGETS|RESTRICTS]-(x)
WITH DISTINCT p, type(r) AS relation, x
RETURN p.name AS policy, p.id AS policy_id, relation, x.name AS thing, x.id AS thing_id
ORDER BY relation, thing, p.id, x.id LIMIT $limit
