SELECT DISTINCT token FROM touched WHERE change > :change
