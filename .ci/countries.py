"""Write graph/reference/countries.yaml anew, from two packages and what stands in countries.yaml beside this script.

    uv run --no-project --with babel==2.18.0 --with iso3166==3.0.0 --with pyyaml python .ci/countries.py

Codes and the standard's names are those of iso3166; names in use and Chinese names those of Unicode's CLDR in Babel.
The result is committed: the product needs neither package, and a change of theirs is seen before it ships.
"""

import json
from importlib.metadata import version
from pathlib import Path

import iso3166
import yaml
from babel import Locale
from babel.core import get_cldr_version

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "graph" / "reference" / "countries.yaml"
LANGUAGES = ("en", "zh_Hans", "zh_Hant")
HEADER = """\
# Countries and territories of ISO 3166-1:2020, for which its entries are dated. Written by .ci/countries.py; not edited
# by hand. Codes and names of the standard: iso3166 {iso}. Names in use and Chinese names: Unicode CLDR {cldr}, from
# Babel {babel} (copyright Unicode, Inc., Unicode License v3). Adjectives, further names and regions (those of the
# United Nations' standard M49): .ci/countries.yaml. The address of each follows from its code.
"""

ByHand = dict[str, dict[str, object]]


def main() -> None:
    """Write the file."""
    own = yaml.safe_load((HERE / "countries.yaml").read_text(encoding="utf-8"))
    regions = {code: region for region, codes in own["regions"].items() for code in codes}
    # Codes from XA to XZ are free for users: the package has Kosovo there, which the standard has not.
    found = sorted((one for one in iso3166.countries if one.alpha2[0] != "X"), key=lambda one: one.alpha2)
    known = {country.alpha2 for country in found}
    if strange := (known ^ set(regions)) | (set(own["countries"]) - known):
        raise SystemExit(f"countries.yaml does not fit the codes of iso3166: {sorted(strange)}")
    header = HEADER.format(iso=version("iso3166"), cldr=get_cldr_version(), babel=version("babel"))
    parts = [entry(country, own["countries"].get(country.alpha2, {}), regions[country.alpha2]) for country in found]
    TARGET.write_text("\n".join([header, *parts]), encoding="utf-8", newline="\n")
    print(f"{len(parts)} countries in {TARGET.name}")


def entry(country: iso3166.Country, own: dict[str, object], region: str) -> str:
    """Return the lines of one country."""
    code = country.alpha2
    given = [Locale.parse(language).territories[code] for language in LANGUAGES]
    plain = [name.replace("’", "'") for name in given]
    name = str(own.get("name", plain[0].replace(" & ", " and ")))
    standard = [country.name, country.apolitical_name]
    names = dict.fromkeys([*plain, *standard, *listed(own, "names")])
    kept = [one for one in names if one not in (name, *listed(own, "without"))]
    fields = {
        "thing": f"iso2:{code}",
        "name": name,
        "names": kept,
        "keys": [f"iso3:{country.alpha3}"],
        "source": f"https://www.iso.org/obp/ui/#iso:code:3166:{code}",
        "as_of": "2020-08",
        "iso2": code,
        "iso3": country.alpha3,
        "adjectives": listed(own, "adjectives"),
        "region": region,
    }
    lines = [f"{name}: {written(value)}" for name, value in fields.items() if value]
    return "- " + "\n  ".join(lines) + "\n"


def listed(own: dict[str, object], field: str) -> list[str]:
    """Return a list of the part by hand, empty where there is none."""
    found = own.get(field, [])
    assert isinstance(found, list)
    return [str(one) for one in found]


def written(value: object) -> str:
    """Return a value as YAML on one line, quoted where a reader of YAML might take it for something else than text."""
    if isinstance(value, list):
        return f"[{', '.join(written(one) for one in value)}]"
    text = str(value)
    plain = yaml.safe_load(f"[{text}]") == [text] and yaml.safe_load(text) == text
    return text if plain else json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    main()
