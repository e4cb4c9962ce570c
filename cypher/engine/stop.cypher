// Stops one of them: $id, its transactionId.
TERMINATE TRANSACTIONS $id
