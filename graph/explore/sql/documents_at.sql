-- The versions of what is read from an address or was published at it, the one in force first.
SELECT number FROM document
WHERE (address = :url OR url = :url) AND NOT gone
ORDER BY ends IS NOT NULL, number DESC
