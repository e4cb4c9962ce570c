SELECT statement.id, statement.document, s.text, statement.predicate, o.text, statement.value, statement.qualifiers,
       statement.place, statement.first, statement.last, statement.quote, statement.method, statement.confidence
FROM statement
JOIN document ON document.number = statement.document
JOIN key AS s ON s.number = statement.subject
LEFT JOIN key AS o ON o.number = statement.object
WHERE /*lens*/ /*scope*/ /*excluded*/
