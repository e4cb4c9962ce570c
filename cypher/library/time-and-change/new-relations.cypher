// name: new-relations
// title: Relations that sources stated since a day
// group: time and change
// questions:
//   - What is new since March 2025?
//   - What did sources report lately?
//   - Recently stated facts
// parameters:
//   since:
//     type: date
//     example: 2025-03-01
//     about: The first day that counts.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   asserted: The day of the best witness.
//   relation: The type of the relation; scores are left out.
//   start: The name of the thing it starts from.
//   end: The name of the thing it leads to.
//   source: The source.

MATCH (a)-[r:DEVELOPED|BASED_IN|PART_OF|MEMBER_OF|MAKES|FABRICATES|VARIANT_OF|DERIVED_FROM|LICENSED_UNDER
            |TRAINED_ON|TRAINED_WITH|TRAINED_AT|DESCRIBED_IN|ISSUED|RESTRICTS|TARGETS|JURISDICTION|AMENDS
            |REPEALS|PARTNERED_WITH|INVESTED_IN|ACQUIRED|USES|OWNS|OPERATES|LOCATED_IN|CONTAINS
            |PROVIDES|GOES_INTO|OF]->(b)
WHERE r.asserted >= $since
RETURN r.asserted AS asserted, type(r) AS relation, a.name AS start, b.name AS end, r.source AS source
ORDER BY asserted DESC, relation, start, end, r.id LIMIT $limit
