SELECT DISTINCT substr(key.text, 1, instr(key.text, ':')), statement.predicate, json_extract(statement.value, '$')
FROM statement
JOIN document ON document.number = statement.document
JOIN key ON key.number = statement.subject
WHERE statement.object IS NULL AND json_type(statement.value) = 'text' AND /*lens*/ /*excluded*/
