"""The key of a measurement: what is measured, of what, and what decides the figure. One key, one figure."""

_FIELDS = ("unit", "as_of", "window", "scope", "definition")


def measurement_key(metric: str, subject: str, **decides: str) -> str:
    """Return the key of the measurement of ``metric`` of the thing with the key ``subject``.

    ``decides`` are unit, as_of, window, scope and definition, those that the source gives. Two documents that give
    the same ones speak of one measurement, and differ about its value where theirs differ.
    """
    told = "".join(f"; {name.replace('_', ' ')} {decides[name]}" for name in _FIELDS if name in decides)
    return f"Measurement:{metric.replace('_', ' ')} of {subject}{told}"
