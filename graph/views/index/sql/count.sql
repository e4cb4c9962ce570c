SELECT count(*)
FROM passage JOIN document ON document.number = passage.document
WHERE NOT document.gone
