"""What `benchmark.py` compares with: other libraries and commands, from a folder of their own."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs

from cti_contract import MESSAGES, identify, validator
from cti_contract.contract import registry
from cti_contract.contract.catalog import BY_NAME

FOLDER = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cti-contract-benchmark"
NOT_INSTALLED = "not installed"
MILLI, MICRO = 1e-3, 1e-6

#: Measures once, in the unit of its row.
Run = Callable[[], float]

_LIBRARIES = ("jiter", "jsonschema", "jsonschema-rs", "orjson")
_COMMANDS = ("check-jsonschema", "sourcemeta-jsonschema")

_AJV = """\
const [ajv, schemas, messages] = process.argv.slice(2)
const { readFileSync } = require("fs")
const Ajv = require(ajv + "/dist/2020").default
const compiler = new Ajv({ strict: false })
const accepts = new Map()
for (const [key, schema] of Object.entries(JSON.parse(readFileSync(schemas, "utf8"))))
  accepts.set(key, compiler.compile(schema))
let accepted
const times = [1, 2, 3].map(() => {
  const start = process.hrtime.bigint()
  accepted = 0
  for (const line of readFileSync(messages, "utf8").split("\\n")) {
    if (line === "") continue
    const message = JSON.parse(line)
    const key = message.command === undefined ? message.name : message.command + " " + (message.result || "request")
    if (accepts.get(key)(message)) accepted += 1
  }
  return Number(process.hrtime.bigint() - start) / 1e9
})
console.log(JSON.stringify({ accepted, seconds: times.sort((one, other) => one - other)[1] }))
"""


def timed(run: Callable[[], object], unit: float) -> Run:
    """Return what measures how long `run` takes, in a unit of so many seconds."""

    def measure() -> float:
        start = time.perf_counter()
        run()
        return (time.perf_counter() - start) / unit

    return measure


def output_of(*command: str | Path) -> str:
    """Return what a command prints; raises CalledProcessError when it fails."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603  # our own words


def run_silently(*command: str | Path) -> None:
    """Run a command that prints nothing of interest; raises CalledProcessError when it fails."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}  # bytecode is what an installed command starts from
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  # our own words


def parse_lines(loads: Callable[[Any], Any], path: Path, mode: str) -> None:
    """Parse each line of a file, read as text (mode `r`) or as bytes (`rb`)."""
    with open(path, mode) as file:
        for line in file:
            loads(line)


def accept_lines(accepts: Callable[[Any], bool], loads: Callable[[Any], Any], lines: Sequence[bytes]) -> None:
    """Parse and validate lines, all of them valid."""
    accepted = sum(accepts(loads(line)) for line in lines)
    assert accepted == len(lines), f"{accepted} of {len(lines)} accepted"


def accepts_by_dispatch(value: Any) -> bool:
    """Tell whether the `jsonschema` validator of the message that a value is accepts it."""
    message = identify(value)
    return validator(message.name, message.kind).is_valid(value)


def schemas_by_key() -> dict[str, Any]:
    """Return a schema for each message, by the name of an event, or by `command` and `result` or `request`."""
    return {
        name if kind == "event" else f"{name} {kind}": registry.bundled(message.uri)
        for (name, kind), message in BY_NAME.items()
    }


@dataclass(frozen=True, slots=True)
class Peers:
    """The peers in a folder, whichever are there; `node` and `npm` are commands."""

    folder: Path
    node: str = "node"
    npm: str = "npm"

    def install(self) -> None:
        """Fetch the peers with pip and npm; what fails says so itself, and is then not there."""
        for command in (
            (sys.executable, "-m", "venv", self._venv),
            (self._python, "-m", "pip", "install", "--quiet", "--upgrade", "orjson", *_COMMANDS),
            (self.npm, "install", "--loglevel=error", "--prefix", self.folder, "ajv@8"),
        ):
            if shutil.which(command[0]):
                subprocess.run(command, check=False, stdout=sys.stderr)  # noqa: S603  # our own words
            else:
                print(f"{command[0]}: {NOT_INSTALLED}", file=sys.stderr)

    def versions(self) -> dict[str, str]:
        """Return the versions of what is measured, except of the contract itself."""
        manifest = self._ajv / "package.json"
        return {
            **{name: _version(name, [*sys.path, self._site]) for name in _LIBRARIES},
            **{name: _version(name, [self._site]) for name in _COMMANDS},
            "ajv": json.loads(manifest.read_bytes())["version"] if manifest.exists() else NOT_INSTALLED,
            "Node": output_of(self.node, "--version").strip() if shutil.which(self.node) else NOT_INSTALLED,
        }

    def orjson_loads(self) -> Callable[[Any], Any] | None:
        """Return `orjson.loads`, from the running interpreter or else from the folder; None when it is in neither."""
        sys.path.append(self._site)
        try:
            loads: Callable[[Any], Any] = import_module("orjson").loads
        except ImportError:
            return None
        finally:
            sys.path.remove(self._site)
        return loads

    def speeds(self, path: Path, messages: int, sample: Sequence[bytes], small: Sequence[bytes]) -> dict[str, Run]:
        """Return what measures each row's microseconds a message: over a file of so many messages, or a sample."""
        orjson_loads = self.orjson_loads()
        accept = partial(_accepting, orjson_loads or json.loads)
        schema = registry.bundled(*(message.uri for message in MESSAGES))
        runs = {
            "e": accept(accepts_by_dispatch, sample),
            "f": accept(jsonschema.Draft202012Validator(schema).is_valid, small),
            "f-rs": accept(jsonschema_rs.Draft202012Validator(schema).is_valid, sample),
        }
        if orjson_loads:
            runs["b"] = timed(lambda: parse_lines(orjson_loads, path, "rb"), messages * MICRO)
        if self._ajv.exists() and shutil.which(self.node):
            runs["g"] = self._ajv_run(path, messages)
        return runs

    def starts(self, schema: Path, message: Path) -> dict[str, Run]:
        """Return what measures each row's milliseconds from start to end, on one file with one message."""
        commands: dict[str, tuple[str | Path, ...]] = {
            "check-jsonschema": (self._scripts / "check-jsonschema", "--schemafile", schema, message),
            "sourcemeta-jsonschema": self._sourcemeta(schema, message),
        }
        there = [name for name in _COMMANDS if _version(name, [self._site]) != NOT_INSTALLED]
        return {name: timed(partial(run_silently, *commands[name]), MILLI) for name in there}

    def fast_validation(self, schema: Path, lines: Path) -> dict[str, tuple[str | Path, ...]]:
        """Return the command of the fastest peer on a file with one message a line, by row; none when it is missing."""
        is_there = _version("sourcemeta-jsonschema", [self._site]) != NOT_INSTALLED
        return {"lines-sourcemeta": self._sourcemeta(schema, lines)} if is_there else {}

    def _sourcemeta(self, schema: Path, messages: Path) -> tuple[str | Path, ...]:
        return self._python, "-m", "sourcemeta_jsonschema", "validate", schema, messages, "--fast"

    def _ajv_run(self, path: Path, messages: int) -> Run:
        script, schemas = path.with_name("ajv.js"), path.with_name("schemas.json")
        script.write_text(_AJV, encoding="utf-8")
        schemas.write_text(json.dumps(schemas_by_key()), encoding="utf-8")

        def measure() -> float:
            told = json.loads(output_of(self.node, script, self._ajv, schemas, path))
            assert told["accepted"] == messages, f"{told['accepted']} of {messages} accepted"
            return float(told["seconds"]) / messages / MICRO

        return measure

    @property
    def _ajv(self) -> Path:
        return self.folder / "node_modules" / "ajv"

    @property
    def _venv(self) -> Path:
        return self.folder / "python"

    @property
    def _scripts(self) -> Path:
        return Path(self._place("scripts"))

    @property
    def _python(self) -> Path:
        return self._scripts / "python"

    @property
    def _site(self) -> str:
        return self._place("platlib")

    def _place(self, name: str) -> str:
        return sysconfig.get_path(name, "venv", {"base": str(self._venv), "platbase": str(self._venv)})


def _accepting(loads: Callable[[Any], Any], accepts: Callable[[Any], bool], lines: Sequence[bytes]) -> Run:
    return timed(lambda: accept_lines(accepts, loads, lines), len(lines) * MICRO)


def _version(name: str, places: list[str]) -> str:
    """Return the version of a distribution, searched for in these folders only."""
    return next((found.version for found in metadata.distributions(name=name, path=places)), NOT_INSTALLED)
