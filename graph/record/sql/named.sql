SELECT s.text, json_extract(statement.value, '$')
FROM statement
JOIN document ON document.number = statement.document
JOIN key AS s ON s.number = statement.subject
WHERE statement.predicate IN ('name', 'names') AND document.ends IS NULL
