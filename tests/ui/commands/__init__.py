"""Commands for the tests of the frame; ``tests/ui/driver.py`` puts them beside the product's own."""
