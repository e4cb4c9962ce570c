-- Some passages of a document version, by their places in it.
SELECT ordinal, first, last, heading
FROM passage
WHERE document = :number AND ordinal IN (SELECT value FROM json_each(:ordinals))
