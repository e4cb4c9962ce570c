// name: links-of-policy
// title: What a policy changes or belongs to, and what changes it, with ids
// group: policies and exposure
// questions:
//   - What did the October 2023 chip rule amend?
//   - Amendments and repeals around the October 2023 chip rule
// parameters:
//   policy:
//     type: text
//     example: October 2023 chip rule
//     about: Its id or any of its names.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   one: The later policy.
//   one_id: Its id.
//   relation: AMENDS, REPEALS or PART_OF.
//   other: What it amends, repeals or is a part of.
//   other_id: Its id.
//   enacted: When the later one was adopted.
//   way: The relation, and whether it goes out from the policy or comes in.

MATCH (p:Policy) WHERE p.id = $policy OR $policy IN p.names
MATCH (p)-[r:AMENDS|REPEALS|PART_OF]-(:Policy)
WITH DISTINCT p, r, startNode(r) AS a, endNode(r) AS b
RETURN a.name AS one, a.id AS one_id, type(r) AS relation, b.name AS other, b.id AS other_id, a.enacted AS enacted,
       type(r) + CASE WHEN a.id = p.id THEN ' out' ELSE ' in' END AS way
ORDER BY coalesce(enacted, '') DESC, one, relation, other, r.id LIMIT $limit
