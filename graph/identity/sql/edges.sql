-- Both ends of the edges of a type, with where they are said and whether that is in force.
SELECT statement.subject, statement.object, statement.number, statement.document, document.kind, document.ends IS NULL,
       document.source = :curated
FROM statement JOIN document ON document.number = statement.document
WHERE statement.predicate = :edge AND statement.object IS NOT NULL /*scope*/
