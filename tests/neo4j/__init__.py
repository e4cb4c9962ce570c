"""A real Neo4j for the contract suite, from the jars that Maven Central has; needs Java 17 or later and Maven."""
