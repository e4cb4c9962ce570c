SELECT statement.subject, statement.number, statement.id, statement.value, document.source = :curated
FROM statement JOIN document ON document.number = statement.document
WHERE statement.predicate IN ('name', 'names') AND statement.value IS NOT NULL AND document.ends IS NULL /*scope*/
