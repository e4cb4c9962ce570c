SELECT text, number FROM key WHERE text IN (SELECT value FROM json_each(:keys))
