SELECT passage.ordinal, passage.first, passage.last, passage.heading, /*kind*/
FROM passage
WHERE passage.document = :number
ORDER BY passage.ordinal
