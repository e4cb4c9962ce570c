"""What the embedded engine does only over its own HTTP port: users and databases."""

import http.client
import json
import shutil
import time
from base64 import b64encode
from pathlib import Path

from graph.engine.layout import HOST, Endpoint, database_names
from graph.errors import EngineUnavailable, StoreDamaged

COMMAND_TIMEOUT_S = 30.0
"""How long one command, read or write, may run in the embedded engine."""
_SETTINGS = {
    "arcadedb.txWalFlush": "1",
    "arcadedb.command.timeout": str(int(COMMAND_TIMEOUT_S * 1000)),
    "arcadedb.opencypher.loadCsv.allowFileUrls": "false",
    "arcadedb.opencypher.loadCsv.allowRemoteUrls": "false",
}
_ANSWER_LIMIT_S = 20.0
_SCHEMA_TRIES = 4


def create_reader(endpoint: Endpoint) -> None:
    """Make the user that may only read, in every database."""
    user = {"name": "reader", "password": endpoint.reader_password, "databases": {"*": ["reader"]}}
    _post(endpoint, "server", {"command": f"create user {json.dumps(user)}"})


def prepare_database(root: Path, endpoint: Endpoint, name: str) -> None:
    """Make the database if it is missing and put its settings in place; call it under the start lock.

    Raises StoreDamaged if it exists and cannot be opened.
    """
    if name not in database_names(root):
        _post(endpoint, "server", {"command": f"create database {name}"})
    for key, value in _SETTINGS.items():
        statement = {"language": "sql", "command": f"ALTER DATABASE `{key}` {value}"}
        _post(endpoint, f"command/{name}", statement)
    (root / "prepared").mkdir(exist_ok=True)
    (root / "prepared" / name).touch()


def check_store(root: Path, name: str) -> None:
    """Look at a database before the engine opens it: one whose schema is lost would open as an empty one.

    Raises StoreDamaged.
    """
    schema = root / "databases" / name / "schema.json"
    for left in range(_SCHEMA_TRIES, 0, -1):
        try:
            json.loads(schema.read_text(encoding="utf-8"))
            return
        except (OSError, ValueError) as error:
            if left == 1:
                raise StoreDamaged(
                    f"the graph database {name!r} has lost its schema: {schema} is unreadable"
                ) from error
        time.sleep(0.05)  # a living engine may be replacing it just now


def remove_database(root: Path, endpoint: Endpoint, name: str) -> None:
    """Remove a database with all that is in it; call it under the start lock."""
    (root / "prepared" / name).unlink(missing_ok=True)
    try:
        _post(endpoint, "server", {"command": f"drop database {name}"})
    except EngineUnavailable as refused:
        if "does not exist" not in str(refused):
            raise
        # An engine that has not opened it since its start knows nothing of it, and holds none of its files.
        shutil.rmtree(root / "databases" / name)


def _post(endpoint: Endpoint, path: str, body: dict[str, str]) -> None:
    login = b64encode(f"root:{endpoint.root_password}".encode()).decode()
    headers = {"Content-Type": "application/json", "Authorization": f"Basic {login}"}
    connection = http.client.HTTPConnection(HOST, endpoint.http_port, timeout=_ANSWER_LIMIT_S)
    try:
        connection.request("POST", f"/api/v1/{path}", json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        raise EngineUnavailable(f"the graph engine does not answer on port {endpoint.http_port}: {error}") from error
    finally:
        connection.close()
    if answer.status != http.client.OK:
        raise _refused(path, text)


def _refused(path: str, text: str) -> EngineUnavailable | StoreDamaged:
    try:
        answer = json.loads(text)
        detail = str(answer.get("detail") or answer.get("error"))
    except ValueError:
        detail = text[:200]
    if path.startswith("command/"):
        return StoreDamaged(f"the graph database {path.removeprefix('command/')!r} cannot be opened: {detail}")
    return EngineUnavailable(f"the graph engine refuses an order of its own launcher: {detail}")
