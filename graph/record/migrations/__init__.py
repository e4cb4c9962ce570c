"""Migrations of the record's schema, by number; each module ``mNNNN_name`` has one function ``up``.

The schema's version is the number of the last one applied. A home of a newer version is refused.
"""

import importlib
import pkgutil
from collections.abc import Callable

from sqlalchemy import Connection


def all_migrations() -> list[tuple[int, Callable[[Connection], None]]]:
    """Return number and function of every migration, in order."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name.startswith("m"))
    return [(int(name[1:5]), importlib.import_module(f"{__name__}.{name}").up) for name in names]
