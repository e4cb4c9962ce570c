// name: record-in-numbers
// title: How many documents there are, and from when
// group: provenance and disagreements
// questions:
//   - How many documents is the graph made from?
//   - When were the sources read?
// parameters:
//   limit:
//     type: integer
//     default: 50
//     about: Most rows.
// returns:
//   documents: How many documents.
//   sources: How many kinds of sources read them.
//   publishers: How many publishers they have.
//   undated: How many have no date of publication.
//   latest: The latest date of publication.
//   first_read: The first day on which one of them was read.
//   last_read: The last such day.
//   reading: The days of the reading, as words.

MATCH (d:Document)
WITH count(d) AS documents, count(DISTINCT d.source) AS sources, count(DISTINCT d.publisher) AS publishers,
     count(d.published) AS dated, max(d.published) AS latest, min(d.retrieved) AS first_read,
     max(d.retrieved) AS last_read
WHERE documents > 0
RETURN documents, sources, publishers, documents - dated AS undated, latest, first_read, last_read,
       CASE WHEN first_read = last_read THEN 'on ' + first_read
            ELSE 'between ' + first_read + ' and ' + last_read END AS reading
ORDER BY documents LIMIT $limit
