"""Tables read by a mapping: a YAML file that says which column is a name, a figure or a relation of what.

``mapping`` loads and checks a mapping, ``files`` makes a table's text of the bytes of a file, ``reading`` reads rows
into statements, ``source`` puts the three together as a source's reader.
"""
