SELECT document.number
FROM document
WHERE NOT document.gone AND EXISTS (SELECT 1 FROM passage WHERE passage.document = document.number)
