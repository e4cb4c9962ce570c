// name: documents-of-publisher
// title: Documents of a publisher or source
// group: provenance and disagreements
// questions:
//   - What was read from Epoch AI?
//   - Documents published by Epoch AI
//   - Texts of Epoch AI in the graph
// parameters:
//   publisher:
//     type: text
//     example: Epoch AI
//     about: The name of a publisher or a source, as it is written there.
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   title: Title of the document.
//   published: When it was published.
//   retrieved: When it was read.
//   url: Where it can be read.

MATCH (d:Document) WHERE d.publisher = $publisher OR d.source = $publisher
RETURN d.title AS title, d.published AS published, d.retrieved AS retrieved, d.url AS url
ORDER BY coalesce(published, '') DESC, title, d.id LIMIT $limit
