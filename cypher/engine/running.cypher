// What the engine runs at this moment.
SHOW TRANSACTIONS YIELD transactionId, currentQuery, startTime
