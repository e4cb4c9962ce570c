"""A document that tries to be more than text, in its title, its quotes and its names."""

from pathlib import Path

OUTSIDE = "outside.example"
"""A host that a page may never ask."""
DATASET = f"evil/data ![x](https://{OUTSIDE}/d.png) <img src=https://{OUTSIDE}/i.png onerror=window.pwned=1>"
LICENCE = "mit </script><script>window.pwned=2</script> \u202egnp.exe :red[shout] $x^2$"
TITLE = f"<script>window.pwned=3</script> [click](javascript:window.pwned=4) ![t](https://{OUTSIDE}/t.png) \u202eevil"
CARD = f"""---
license: '{LICENCE}'
datasets:
- '{DATASET}'
tags:
- '<svg onload=window.pwned=5>'
---
# {TITLE}

A model by <iframe src="https://{OUTSIDE}/f"></iframe> <a href="javascript:window.pwned=6">us</a>.
![p](https://{OUTSIDE}/p.png) <style>body {{ display: none }}</style> <meta http-equiv=refresh content=0>
"""


def write_hostile(folder: Path) -> Path:
    """Write the card of the model ``acme/Evil-7B`` and return its path."""
    path = folder / "acme" / "Evil-7B" / "README.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CARD, encoding="utf-8")
    return path
