// name: policy-changes
// title: What a policy changed, and what changed it
// group: policies and exposure
// questions:
//   - What amended or repealed Executive Order 14110?
//   - Amendments of Executive Order 14110
//   - The history of Executive Order 14110
// parameters:
//   policy:
//     type: text
//     example: Executive Order 14110
//     about: Any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   policy: The later policy.
//   relation: AMENDS, REPEALS or PART_OF.
//   other: What it amends, repeals or is a part of.
//   enacted: When the later one was adopted.

MATCH (p:Policy) WHERE $policy IN p.names
MATCH (p)-[r:AMENDS|REPEALS|PART_OF]-(:Policy)
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
RETURN a.name AS policy, type(r) AS relation, b.name AS other, a.enacted AS enacted
ORDER BY coalesce(enacted, '') DESC, policy, relation, other, r.id LIMIT $limit
