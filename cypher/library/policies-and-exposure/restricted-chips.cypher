// name: restricted-chips
// title: Chips under export controls
// group: policies and exposure
// questions:
//   - Which chips are restricted?
//   - Export-controlled AI chips and their makers
//   - Chips that may not be sold to China
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   chip: The chip.
//   makers: Who makes it.
//   tpp: Total processing performance.
//   performance_density: Performance density.
//   policies: The policies that restrict it.
//   targets: At whom these are directed.

MATCH (:Policy)-[:RESTRICTS]->(c:Chip)
WITH DISTINCT c
RETURN c.name AS chip,
       COLLECT { MATCH (c)<-[:MAKES]-(o:Organization) RETURN DISTINCT o.name AS name ORDER BY name } AS makers,
       c.tpp AS tpp, c.performance_density AS performance_density,
       COLLECT { MATCH (c)<-[:RESTRICTS]-(p:Policy) RETURN DISTINCT p.name AS name ORDER BY name } AS policies,
       COLLECT { MATCH (c)<-[:RESTRICTS]-(:Policy)-[:TARGETS]->(t)
                 RETURN DISTINCT t.name AS name ORDER BY name } AS targets
ORDER BY chip, c.id LIMIT $limit
