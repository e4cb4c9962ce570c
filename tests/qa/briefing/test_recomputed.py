"""The numbers of briefings, computed a second time with pandas from the raw tables that were read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.ui.running import sextant

DATA = Path(__file__).parents[4] / "shared" / "data"
ATOM, DOWNLOADS = DATA / "atom", DATA / "downloads" / "by_org_2023-08.csv"
needs_data = pytest.mark.skipif(not ATOM.is_dir() or not DOWNLOADS.is_file(), reason="no real tables at ../shared")
pytestmark = [needs_data, pytest.mark.slow]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home that has read the two sets of tables and nothing else."""
    made = tmp_path_factory.mktemp("tables") / "home"
    assert sextant(made, "init", "--reference", "none").code == 0
    assert sextant(made, "ingest", "--no-embed", ATOM, DOWNLOADS).code == 0
    yield made
    sextant(made, "stop")


@pytest.fixture(scope="module")
def models() -> pd.DataFrame:
    """The models that ATOM lists, each repository once, with its organization in small letters."""
    both = pd.concat([pd.read_csv(ATOM / "models.csv"), pd.read_csv(ATOM / "extra_models.csv")])
    both["key"] = both["modelId"].str.lower()
    both["maker"] = both["org"].str.lower()
    return both.drop_duplicates(["key", "maker"])


@pytest.fixture(scope="module")
def parameters() -> pd.DataFrame:
    """The parameters of models, by repository in small letters."""
    table = pd.read_csv(ATOM / "model_parameters.csv")
    table["key"] = table["model_id"].str.lower()
    return table


@pytest.fixture(scope="module")
def downloads() -> pd.DataFrame:
    return pd.read_csv(DOWNLOADS)


@pytest.fixture(scope="module")
def regions(downloads: pd.DataFrame) -> dict[str, set[str]]:
    """The organizations of each region, by both tables, in small letters."""
    told = pd.read_csv(ATOM / "organization_regions.csv")
    first = zip(told["region"].str.lower(), told["hf_org"].str.lower(), strict=True)
    second = zip(downloads["region"].astype(str).str.lower(), downloads["author"].str.lower(), strict=True)
    found: dict[str, set[str]] = {}
    for region, maker in (*first, *second):
        found.setdefault(region, set()).add(maker)
    return found


def figures(home: Path, topic: str) -> dict[str, Any]:
    """Return the figures of a briefing: value and how counted, by name."""
    told: Any = sextant(home, "brief", topic, "--json").json()
    blocks = [block for section in told["sections"] for block in section["blocks"]]
    return {one["name"]: one for block in blocks for one in block.get("figures", ())}


def test_models_and_parameters_of_labs(home: Path, models: pd.DataFrame, parameters: pd.DataFrame) -> None:
    for maker in ("deepseek-ai", "Qwen", "moonshotai", "mistralai"):
        found = figures(home, f"hf-org:{maker}")
        own = models[models["maker"] == maker.lower()]
        sized = own.merge(parameters, on="key")
        assert found["Models on record"]["value"] == f"{own['key'].nunique():,}."
        largest = float(sized["total_params_b"].max())
        (name,) = [one for one in found if one.startswith("Parameters of ")]
        words = f"{largest:.4g} billion" if largest < 1000 else f"{largest / 1000:.4g} trillion"
        assert found[name]["value"].removeprefix("about ") == f"{words}."


def test_downloads_of_an_organization(home: Path, downloads: pd.DataFrame) -> None:
    for maker in ("microsoft", "facebook"):
        row = downloads[downloads["author"] == maker].iloc[0]
        told = [one for name, one in figures(home, f"hf-org:{maker}").items() if name.startswith("downloads")]
        assert [one["value"] for one in told] == [f"{int(row['sum']):,} downloads."]
        assert all("as of 2023-08" in one["counted"] for one in told)


@pytest.mark.parametrize(("country", "region"), [("iso2:CN", "china"), ("iso2:US", "us")])
def test_models_and_share_of_downloads_of_a_country(
    home: Path, models: pd.DataFrame, downloads: pd.DataFrame, regions: dict[str, set[str]], country: str, region: str
) -> None:
    found = figures(home, country)
    own = models[models["maker"].isin(regions[region])]
    assert found["Models on record"]["value"] == f"{own['key'].nunique():,}."
    placed = downloads[downloads["author"].str.lower().isin(regions["china"] | regions["us"])]
    here = downloads[downloads["author"].str.lower().isin(regions[region])]
    total, whole, known = (float(table["sum"].sum()) for table in (here, downloads, placed))
    (share,) = [one for name, one in found.items() if name.startswith("Share of downloads")]
    assert f"{int(total):,} downloads of {len(here)} publisher" in share["counted"]
    assert [float(part) for part in share["value"].split("%")[0].split()] == [
        pytest.approx(100 * total / whole, abs=0.06)
    ]
    assert f"or {100 * total / known:.1f}%".replace(".0%", "%") in share["value"]
