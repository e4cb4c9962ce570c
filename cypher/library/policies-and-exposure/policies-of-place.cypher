// name: policies-of-place
// title: Policies that hold in a country or group
// group: policies and exposure
// questions:
//   - Which AI policies does the European Union have?
//   - AI laws in the EU
//   - Policies under the jurisdiction of the EU
// parameters:
//   place:
//     type: text
//     example: European Union
//     about: Any name of a country or of a group.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   policy: The policy.
//   status: Where it stands.
//   introduced: When it was first proposed.
//   enacted: When it was adopted in its final form.
//   effective: When it takes effect; several dates where it does so in steps.
//   issuers: Who made it.

MATCH (g:Country|Group) WHERE $place IN g.names
MATCH (p:Policy)-[:JURISDICTION]->(g)
WITH DISTINCT p
RETURN p.name AS policy, p.status AS status, p.introduced AS introduced, p.enacted AS enacted, p.effective AS effective,
       COLLECT { MATCH (p)<-[:ISSUED]-(b) RETURN DISTINCT b.name AS name ORDER BY name } AS issuers
ORDER BY coalesce(enacted, '') DESC, policy, p.id LIMIT $limit
