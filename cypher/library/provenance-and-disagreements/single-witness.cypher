// name: single-witness
// title: Relations that rest on one document
// group: provenance and disagreements
// questions:
//   - Which relations have only one source?
//   - Facts with a single witness by type
//   - How well is each kind of relation supported?
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   relation: The type of the relation; scores are left out, since hardly one has two witnesses.
//   relations: How many there are.
//   single: How many of them one document alone says.
//   percent: Their share in percent.

MATCH ()-[r:DEVELOPED|BASED_IN|PART_OF|MEMBER_OF|MAKES|FABRICATES|VARIANT_OF|DERIVED_FROM|LICENSED_UNDER
            |TRAINED_ON|TRAINED_WITH|TRAINED_AT|DESCRIBED_IN|ISSUED|RESTRICTS|TARGETS|JURISDICTION|AMENDS
            |REPEALS|PARTNERED_WITH|INVESTED_IN|ACQUIRED|USES|OWNS|OPERATES|LOCATED_IN|CONTAINS
            |PROVIDES|GOES_INTO|OF]->()
WITH type(r) AS relation, count(r) AS relations, sum(CASE WHEN r.sources = 1 THEN 1 ELSE 0 END) AS single
RETURN relation, relations, single, 100.0 * single / relations AS percent
ORDER BY percent DESC, relations DESC, relation LIMIT $limit
