SELECT number, text FROM key WHERE number > :after OR number IN (SELECT value FROM json_each(:keys))
