"""A package of a provider, as LangChain finds one by its name, whose model says what a script has."""
