SELECT statement.subject, statement.document, count(*)
FROM statement JOIN document ON document.number = statement.document
WHERE /*lens*/ /*subjects*/ /*excluded*/
GROUP BY statement.subject, statement.document
UNION ALL
SELECT statement.object, statement.document, count(*)
FROM statement JOIN document ON document.number = statement.document
WHERE statement.object IS NOT NULL AND /*lens*/ /*objects*/ /*excluded*/
GROUP BY statement.object, statement.document
