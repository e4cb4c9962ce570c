SELECT DISTINCT statement.subject, statement.predicate, 'source'
FROM statement JOIN document ON document.number = statement.document
WHERE statement.object IS NOT NULL AND /*lens*/ /*subjects*/ /*excluded*/
UNION ALL
SELECT DISTINCT statement.object, statement.predicate, 'target'
FROM statement JOIN document ON document.number = statement.document
WHERE statement.object IS NOT NULL AND /*lens*/ /*objects*/ /*excluded*/
