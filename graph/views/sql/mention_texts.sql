SELECT number, title, text
FROM json_each(:numbers) AS wanted
JOIN document ON document.number = wanted.value
ORDER BY number
