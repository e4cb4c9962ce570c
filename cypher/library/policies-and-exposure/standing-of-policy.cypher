// name: standing-of-policy
// title: Whether a policy is in force on a day, by its own dates
// group: policies and exposure
// questions:
//   - Is the October 2022 chip rule in force?
//   - Was the October 2022 chip rule in force on a day, and what repealed it?
// parameters:
//   policy:
//     type: text
//     example: October 2022 chip rule
//     about: Its id or any of its names.
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
//   standing: in force, not yet, proposed, defunct or repealed; unknown where no date is on record.
//   since: The first day on which a part of it took effect by then, else when it was adopted.
//   repealed_by: What repealed it by then.
//   repealed_by_id: The id of that.
//   status: Where it stands, as the sources say.

MATCH (p:Policy) WHERE p.id = $policy OR $policy IN p.names
OPTIONAL MATCH (q:Policy)-[:REPEALS]->(p) WHERE q.enacted <= $day
WITH p, min(q.id) AS repealer
OPTIONAL MATCH (q:Policy {id: repealer})
WITH p, q, head(coalesce(p.effective, [p.enacted])) AS since
RETURN p.name AS policy, p.id AS policy_id,
       CASE WHEN q IS NOT NULL THEN 'repealed' WHEN p.status IN ['proposed', 'defunct'] THEN p.status
            WHEN since IS NULL THEN 'unknown' WHEN since <= $day THEN 'in force' ELSE 'not yet' END AS standing,
       since, q.name AS repealed_by, q.id AS repealed_by_id, p.status AS status
ORDER BY p.statements DESC, policy, p.id LIMIT $limit
