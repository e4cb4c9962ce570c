SELECT s.text, statement.id, statement.value
FROM statement
JOIN document ON document.number = statement.document
JOIN key AS s ON s.number = statement.subject
WHERE statement.predicate IN ('name', 'names') AND statement.value IS NOT NULL AND document.ends IS NULL /*excluded*/
