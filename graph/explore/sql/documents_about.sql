-- The document versions that say something of any of some keys.
SELECT DISTINCT statement.document
FROM key
JOIN statement ON statement.subject = key.number
WHERE key.text IN (SELECT value FROM json_each(:keys))
