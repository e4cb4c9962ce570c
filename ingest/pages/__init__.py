"""Pages of the web as files: bytes to text, what a page says of itself, and the article in it without its surroundings.

Nothing here fetches, runs or resolves anything: a page is data.
"""
