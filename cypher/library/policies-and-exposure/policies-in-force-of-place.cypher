// name: policies-in-force-of-place
// title: Policies in force on a day in one country or group
// group: policies and exposure
// questions:
//   - Which AI policies are in force in China?
//   - AI law of China as it stood on a day
// parameters:
//   place:
//     type: text
//     example: China
//     about: The id or any name of a country or group.
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
//   place: Where it holds.
//   place_id: Its id.
//   kind: What kind of policy it is.
//   since: The first day on which a part of it took effect, else when it was adopted.
//   sources: How many documents speak of the policy.

MATCH (g:Country|Group) WHERE g.id = $place OR $place IN g.names
MATCH (p:Policy)-[:JURISDICTION]->(g)
WHERE size([d IN coalesce(p.effective, [p.enacted]) WHERE d <= $day]) > 0
  AND NOT coalesce(p.status, '') IN ['proposed', 'defunct']
  AND NOT EXISTS { MATCH (q:Policy)-[:REPEALS]->(p) WHERE q.enacted <= $day }
WITH DISTINCT p, g
RETURN p.name AS policy, p.id AS policy_id, g.name AS place, g.id AS place_id, p.kind AS kind,
       head(coalesce(p.effective, [p.enacted])) AS since, p.sources AS sources
ORDER BY sources DESC, since DESC, policy, p.id LIMIT $limit
