SELECT statement.number, statement.id
FROM statement
JOIN document ON document.number = statement.document
JOIN key AS s ON s.number = statement.subject
LEFT JOIN key AS o ON o.number = statement.object
WHERE s.text = :subject AND statement.predicate = :predicate AND coalesce(o.text, statement.value) = :said
  AND (:address IS NULL OR document.address = :address)
