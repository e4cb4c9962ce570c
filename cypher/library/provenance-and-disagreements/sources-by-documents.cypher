// name: sources-by-documents
// title: Sources and publishers by documents
// group: provenance and disagreements
// questions:
//   - Which sources is the graph made from?
//   - How many documents does each source have?
//   - Publishers by number of documents
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   source: The source that reads them.
//   publisher: Who published them.
//   documents: How many documents.
//   earliest: The earliest date of publication.
//   latest: The latest one.

MATCH (d:Document)
WITH d.source AS source, d.publisher AS publisher, count(d) AS documents, min(d.published) AS earliest,
     max(d.published) AS latest
RETURN source, publisher, documents, earliest, latest
ORDER BY documents DESC, source, publisher LIMIT $limit
