"""Programs of other ecosystems that read the exported schemas.

They are installed once, into the cache of the tests. A worker waits while another one installs.
"""

import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from filelock import FileLock
from helpers import need, skip

#: Every package that a test runs with Node.
PACKAGES = (
    "ajv@8.20.0",
    "ajv-cli@5.0.0",
    "json-schema-to-typescript@16.0.0",
    "@hyperjump/json-schema@1.18.0",
    "@sourcemeta/jsonschema@16.11.0",
    "vscode-json-languageservice@5.7.2",
    "vscode-languageserver-textdocument@1.0.16",
    "publint@0.3.25",
    "typescript@5.9.3",
)


@pytest.fixture(scope="session")
def node_folder(pytestconfig: pytest.Config) -> Path:
    """Return a folder in which Node finds the packages."""
    for program in ("node", "npm"):
        need(program)
    folder = pytestconfig.cache.mkdir("node-export-2")  # another number after a change of PACKAGES
    with FileLock(folder.with_suffix(".lock")):
        if not (folder / "package-lock.json").exists():
            _install("npm", "install", "--loglevel=error", "--no-save", "--prefix", str(folder), *PACKAGES)
            (folder / "package-lock.json").touch()
    return folder


@pytest.fixture(scope="session")
def datamodel_codegen(pytestconfig: pytest.Config) -> Path:
    """Return the path of `datamodel-codegen`, which must not share an environment with the tests."""
    folder = pytestconfig.cache.mkdir("datamodel-codegen-1")
    program = folder / "bin" / "datamodel-codegen"
    with FileLock(folder.with_suffix(".lock")):
        if not program.exists():
            venv.create(folder, with_pip=True)
            _run(str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "datamodel-code-generator==0.89.0")
    return program


#: The words that npm prints if it cannot reach the registry.
_NO_REGISTRY = re.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT")


def _install(*words: str) -> None:
    """Run npm; without a registry, skip the test, or fail it in CI."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    found = _NO_REGISTRY.search(done.stderr) if done.returncode else None
    if found:
        skip(f"npm cannot reach its registry: {found[0]}")
    assert done.returncode == 0, done.stderr


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
    done.check_returncode()
