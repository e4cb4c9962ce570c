// name: policies-targeting
// title: Policies aimed at a country, group or organization
// group: policies and exposure
// questions:
//   - Which policies target China?
//   - Rules directed at China
//   - Who restricts exports to China?
// parameters:
//   target:
//     type: text
//     example: China
//     about: Any name of a country, group or organization; a country is also met by what targets a group that it is in.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   policy: The policy.
//   target: 'Who is named: it, or a group that it belongs to.'
//   status: Where the policy stands.
//   enacted: When it was adopted.
//   issuers: Who made it.
//   restricts: How many things it restricts.

MATCH (n:Country|Group|Organization) WHERE $target IN n.names
MATCH (n)-[:MEMBER_OF*0..1]->(t)
WITH DISTINCT t
MATCH (p:Policy)-[:TARGETS]->(t)
WITH DISTINCT p, t
RETURN p.name AS policy, t.name AS target, p.status AS status, p.enacted AS enacted,
       COLLECT { MATCH (p)<-[:ISSUED]-(b) RETURN DISTINCT b.name AS name ORDER BY name } AS issuers,
       COUNT { (p)-[:RESTRICTS]->() } AS restricts
ORDER BY coalesce(enacted, '') DESC, policy, target, p.id, t.id LIMIT $limit
