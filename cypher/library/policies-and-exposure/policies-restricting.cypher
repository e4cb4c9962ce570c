// name: policies-restricting
// title: Policies that restrict a thing
// group: policies and exposure
// questions:
//   - Which policies restrict the H100?
//   - Export controls on the H100
//   - Rules that limit sales of the H100
// parameters:
//   thing:
//     type: text
//     example: H100
//     about: Any name of a chip, model, data set, input or organization; its line and variants count too.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   policy: The policy.
//   restricts: The thing, its line or a variant of it.
//   status: Where the policy stands.
//   enacted: When it was adopted.
//   targets: At whom it is directed.
//   quote: The words of the best witness.

MATCH (n:Chip|Model|Dataset|SupplyInput|Organization) WHERE $thing IN n.names
MATCH (n)-[:VARIANT_OF*0..3]-(x)
WITH DISTINCT x
MATCH (p:Policy)-[r:RESTRICTS]->(x)
RETURN p.name AS policy, x.name AS restricts, p.status AS status, p.enacted AS enacted,
       COLLECT { MATCH (p)-[:TARGETS]->(t) RETURN DISTINCT t.name AS name ORDER BY name } AS targets,
       r.quote AS quote
ORDER BY coalesce(enacted, '') DESC, policy, restricts, r.id LIMIT $limit
