SELECT passage.heading
FROM passage
WHERE passage.document = :number AND passage.ordinal = :ordinal
