"""The libraries and commands that the benchmark compares with, installed in a folder of their own."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Sequence
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import jsonschema_rs
from benchmark_runs import MICRO, Run, cpu_time, milliseconds, output_of

from cti_contract import MESSAGES, identify, validator
from cti_contract.contract import walk
from cti_contract.contract.catalog import by_name
from cti_contract.export.bundle import self_contained

FOLDER = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cti-contract-benchmark"
NOT_INSTALLED = "not installed"

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
  const start = process.cpuUsage()
  accepted = 0
  for (const line of readFileSync(messages, "utf8").split("\\n")) {
    if (line === "") continue
    const message = JSON.parse(line)
    const key = message.command === undefined ? message.name : message.command + " " + (message.result || "request")
    if (accepts.get(key)(message)) accepted += 1
  }
  const used = process.cpuUsage(start)
  return (used.user + used.system) / 1e6
})
console.log(JSON.stringify({ accepted, seconds: times.sort((one, other) => one - other)[1] }))
"""


def parse_lines(loads: Callable[[bytes], object], path: Path) -> None:
    """Parse each line of a file."""
    with open(path, "rb") as file:
        for line in file:
            loads(line)


def accept_all(accepts: Callable[[Any], bool], loads: Callable[[bytes], Any], lines: Sequence[bytes]) -> None:
    """Parse and validate lines.

    Raises:
        ValueError: Not all of the lines are accepted, so that the time would be of something else.
    """
    accepted = sum(accepts(loads(line)) for line in lines)
    if accepted != len(lines):
        raise ValueError(f"{accepted} of {len(lines)} messages accepted")


def schemas_by_key() -> dict[str, Any]:
    """Return the schema of each message by the name of an event, or by `command` and `result` or `request`."""
    return {
        name if kind == "event" else f"{name} {kind}": self_contained(walk.merged(message.uri))
        for (name, kind), message in by_name().items()
    }


def _accepts_by_dispatch(value: Any) -> bool:
    message = identify(value)
    return validator(message.name, message.kind).is_valid(value)


class Peers(NamedTuple):
    """The peers that are installed in a folder; `node` and `npm` are commands."""

    folder: Path
    node: str = "node"
    npm: str = "npm"

    def install(self) -> None:
        """Install the peers with pip and npm. A failure is printed; the peer's rows then say so."""
        for command in (
            (sys.executable, "-m", "venv", self._venv),
            (self._python, "-m", "pip", "install", "--quiet", "--upgrade", "orjson", *_COMMANDS),
            (self.npm, "install", "--loglevel=error", "--prefix", self.folder, "ajv@8"),
        ):
            if shutil.which(command[0]):
                subprocess.run(command, check=False, stdout=sys.stderr)  # noqa: S603 -- own words
            else:
                print(f"{command[0]}: {NOT_INSTALLED}", file=sys.stderr)

    def versions(self) -> dict[str, str]:
        """Return the version of each peer."""
        manifest = self._ajv / "package.json"
        return {
            **{name: _version(name, [*sys.path, self._site]) for name in _LIBRARIES},
            **{name: _version(name, [self._site]) for name in _COMMANDS},
            "ajv": json.loads(manifest.read_bytes())["version"] if manifest.exists() else NOT_INSTALLED,
            "Node": output_of(self.node, "--version").strip() if shutil.which(self.node) else NOT_INSTALLED,
        }

    def orjson_loads(self) -> Callable[[Any], Any] | None:
        """Return `orjson.loads` from this environment or from the folder, or None."""
        sys.path.append(self._site)
        try:
            loads: Callable[[Any], Any] = import_module("orjson").loads
        except ImportError:
            return None
        finally:
            sys.path.remove(self._site)
        return loads

    def speeds(self, valid: Path, messages: int, sample: Sequence[bytes], few: Sequence[bytes]) -> dict[str, Run]:
        """Return runs that measure microseconds a message.

        Args:
            valid: A file of valid messages.
            messages: The number of messages in it.
            sample: Valid messages for the slower libraries.
            few: Valid messages for the slowest.
        """
        orjson_loads = self.orjson_loads()
        schema = self_contained({"oneOf": [walk.merged(message.uri) for message in MESSAGES]})

        def accept(accepts: Callable[[Any], bool], lines: Sequence[bytes]) -> Run:
            return cpu_time(lambda: accept_all(accepts, orjson_loads or json.loads, lines), len(lines) * MICRO)

        runs = {
            "jsonschema": accept(_accepts_by_dispatch, sample),
            "jsonschema-one-of": accept(jsonschema.Draft202012Validator(schema).is_valid, few),
            "jsonschema-rs-one-of": accept(jsonschema_rs.Draft202012Validator(schema).is_valid, sample),
        }
        if orjson_loads:
            runs["orjson"] = cpu_time(lambda: parse_lines(orjson_loads, valid), messages * MICRO)
        if self._ajv.exists() and shutil.which(self.node):
            runs["ajv"] = self._ajv_run(valid, messages)
        return runs

    def starts(self, schema: Path, message: Path) -> dict[str, Run]:
        """Return runs that measure the milliseconds of commands on a file with one message."""
        check_jsonschema = (self._scripts / "check-jsonschema", "--schemafile", schema, message)
        runs = {"start-sourcemeta": self._sourcemeta(schema, message)}
        if self._has("check-jsonschema"):
            runs["start-check-jsonschema"] = milliseconds(*check_jsonschema)
        return {name: run for name, run in runs.items() if run}

    def lines(self, schema: Path, lines: Path) -> dict[str, Run]:
        """Return the run that measures the milliseconds of the fastest command on a file with one message a line."""
        run = self._sourcemeta(schema, lines)
        if run is None:
            return {}
        try:
            run()
        except subprocess.CalledProcessError:  # some releases die by SIGSEGV
            print("sourcemeta-jsonschema fails on these lines: not measured", file=sys.stderr)
            return {}
        return {"lines-sourcemeta": run}

    def _sourcemeta(self, schema: Path, messages: Path) -> Run | None:
        if not self._has("sourcemeta-jsonschema"):
            return None
        return milliseconds(self._python, "-m", "sourcemeta_jsonschema", "validate", schema, messages, "--fast")

    def _has(self, name: str) -> bool:
        return _version(name, [self._site]) != NOT_INSTALLED

    def _ajv_run(self, path: Path, messages: int) -> Run:
        script, schemas = path.with_name("ajv.js"), path.with_name("schemas.json")
        script.write_text(_AJV, encoding="utf-8")
        schemas.write_text(json.dumps(schemas_by_key()), encoding="utf-8")

        def measure() -> float:
            result = json.loads(output_of(self.node, script, self._ajv, schemas, path))
            if result["accepted"] != messages:
                raise ValueError(f"{result['accepted']} of {messages} messages accepted")
            return float(result["seconds"]) / messages / MICRO

        return measure

    @property
    def _ajv(self) -> Path:
        return self.folder / "node_modules" / "ajv"

    @property
    def _venv(self) -> Path:
        return self.folder / "python"

    @property
    def _scripts(self) -> Path:
        return Path(self._path("scripts"))

    @property
    def _python(self) -> Path:
        return self._scripts / "python"

    @property
    def _site(self) -> str:
        return self._path("platlib")

    def _path(self, name: str) -> str:
        return sysconfig.get_path(name, "venv", {"base": str(self._venv), "platbase": str(self._venv)})


def _version(name: str, folders: list[str]) -> str:
    return next((found.version for found in metadata.distributions(name=name, path=folders)), NOT_INSTALLED)
