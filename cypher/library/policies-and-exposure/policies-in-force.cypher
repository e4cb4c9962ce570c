// name: policies-in-force
// title: Policies in force on a day, by their own dates
// group: policies and exposure
// questions:
//   - Which AI policies were in force on 15 January 2025?
//   - Policies that had taken effect by a day and were not repealed
//   - AI law as it stood on a day
// parameters:
//   day:
//     type: date
//     example: 2025-01-15
//     about: The day that is asked about.
//   place:
//     type: text
//     optional: true
//     example: European Union
//     about: Only policies that hold in this country or group.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   policy: The policy.
//   since: The first day on which a part of it took effect.
//   jurisdictions: Where it holds.
//   status: Where it stands today.

MATCH (p:Policy) WHERE size([d IN coalesce(p.effective, [p.enacted]) WHERE d <= $day]) > 0
OPTIONAL MATCH (p)-[:JURISDICTION]->(g) WHERE $place IN g.names
OPTIONAL MATCH (q:Policy)-[:REPEALS]->(p) WHERE q.enacted <= $day
WITH p, count(DISTINCT g) AS places, count(DISTINCT q) AS repeals
WHERE repeals = 0 AND ($place IS NULL OR places > 0)
RETURN p.name AS policy, head(coalesce(p.effective, [p.enacted])) AS since,
       COLLECT { MATCH (p)-[:JURISDICTION]->(g) RETURN DISTINCT g.name AS name ORDER BY name } AS jurisdictions,
       p.status AS status
ORDER BY since DESC, policy, p.id LIMIT $limit
