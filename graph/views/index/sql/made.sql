SELECT made FROM change WHERE number = :change
