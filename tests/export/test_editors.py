"""The settings for editors, as the language server of VS Code applies them, and the form of the schema files."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers import ROOT, Cli

from cti_contract.contract import registry
from cti_contract.export.bundle import file_schema
from cti_contract.export.meta import meta_schema

DIAL = ROOT / "schemas/commands/channel.dial.json"
#: Prints the answers of the language server about a file: each problem with its line, and the proposals at an offset.
SERVER = """
const [folder, settings, file, name, offset] = process.argv.slice(1)
const { getLanguageService, TextDocument } = require(folder + "/node_modules/vscode-json-languageservice")
const fs = require("fs")
const schemas = JSON.parse(fs.readFileSync(settings))["json.schemas"].map(({ url, fileMatch, schema }, index) => ({
  uri: url ?? "vscode://schemas/custom/" + index, fileMatch, schema }))
const service = getLanguageService({ schemaRequestService: (uri) => Promise.reject("not reached: " + uri) })
service.configure({ validate: true, allowComments: false, schemas })
const document = TextDocument.create("file:///work/" + name, "json", 1, fs.readFileSync(file, "utf8"))
const parsed = service.parseJSONDocument(document)
Promise.all([
  service.doValidation(document, parsed),
  service.doComplete(document, document.positionAt(Number(offset)), parsed),
]).then(([problems, proposals]) => console.log(JSON.stringify({
  problems: problems.map(({ range, message }) => [range.start.line + 1, message]),
  proposals: proposals.items.map(({ label }) => label) })))
"""


def test_settings(cli: Cli) -> None:
    code, out, err = cli("schema", "--vscode")
    assert (code, err) == (0, "")
    assert json.loads(out) == {"json.schemas": [{"fileMatch": ["*.cti.json"], "schema": file_schema()}]}


def test_settings_of_maintainers(cli: Cli) -> None:
    users, maintainers = (
        json.loads(cli("schema", "--vscode", *more).out)["json.schemas"] for more in ([], ["--maintainer"])
    )
    assert maintainers[:-1] == users
    assert maintainers[-1]["url"] == registry.DIALECT


@pytest.mark.parametrize("arguments", [(), ("--maintainer",), ("--config", "--maintainer"), ("--config", "--vscode")])
def test_wrong_usage(arguments: tuple[str, ...], cli: Cli) -> None:
    assert cli("schema", *arguments).code == 2


def served(node_folder: Path, settings: Path, name: str, text: str, mark: str = "") -> Any:
    """Return the problems that the language server finds in a text, and its proposals at a mark."""
    file = settings.with_name("file.json")
    file.write_text(text)
    words = ["node", "--eval", SERVER, node_folder, settings, file, name, text.index(mark)]
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.fixture
def settings(cli: Cli, tmp_path: Path) -> Path:
    """Return a file with the settings of a maintainer."""
    path = tmp_path / "settings.json"
    path.write_text(cli("schema", "--vscode", "--maintainer").out)
    return path


@pytest.mark.slow
@pytest.mark.xdist_group("node")
def test_editor_completes_a_schema_file(node_folder: Path, settings: Path) -> None:
    text = DIAL.read_text().replace('"telephony"', '"telefony"').replace('"secondary"', '"secundary"')
    said = served(node_folder, settings, "schemas/commands/channel.dial.json", text, '"telefony"')
    line = text[: text.index('"telefony"')].count("\n") + 1
    assert said["problems"] == [
        [line, 'Value is not accepted. Valid values: "telephony", "any".'],
        [line + 1, "Property secundary is not allowed."],
    ]
    assert said["proposals"] == ['"telephony"', '"any"']


@pytest.mark.slow
@pytest.mark.xdist_group("node")
def test_editor_completes_a_platform(node_folder: Path, settings: Path) -> None:
    path = "schemas/commands/channel.request.incontact.getscripts.json"
    text = (ROOT / path).read_text().replace('"platforms": ["incontact"]', '"platforms": ["inContct"]')
    said = served(node_folder, settings, path, text, '"inContct"')
    line = text[: text.index('"inContct"')].count("\n") + 1
    platforms = ['"avaya"', '"incontact"', '"purecloud"']
    assert said == {
        "problems": [[line, f"Value is not accepted. Valid values: {', '.join(platforms)}."]],
        "proposals": platforms,
    }


@pytest.mark.slow
@pytest.mark.xdist_group("node")
@pytest.mark.parametrize(
    "path", ["commands/channel.dial.json", "responses/channel.dial.json", "events/state.updated.json", "meta.json"]
)
def test_editor_accepts_the_schema_files(path: str, node_folder: Path, settings: Path) -> None:
    text = (ROOT / "schemas" / path).read_text()
    assert served(node_folder, settings, f"schemas/{path}", text)["problems"] == []


@pytest.mark.slow
@pytest.mark.xdist_group("node")
def test_editor_completes_a_message(node_folder: Path, settings: Path) -> None:
    text = '{\n"command": "channel.dial",\n"target": "jdoe.70001",\n"data": {"destinaton": "5550100"}\n}'
    said = served(node_folder, settings, "dial.cti.json", text, '"destinaton"')
    assert said["problems"] == [
        [4, 'Missing property "destination".'],
        [4, "Property destinaton is not allowed."],
    ]
    assert said["proposals"] == ["destination", "extensions"]


def test_hook_for_schema_files(tmp_path: Path) -> None:
    """The pre-commit hook of this repository checks the form of the schema files."""
    [hook] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    words = [sys.executable, "-m", *hook["entry"].replace("check-jsonschema", "check_jsonschema").split()]
    done = subprocess.run(
        [*words, *ROOT.glob("schemas/*/*.json")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n")
    broken = tmp_path / "channel.dial.json"
    broken.write_text(DIAL.read_text().replace('"telephony"', '"telefony"'))
    done = subprocess.run([*words, broken], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "$['x-cti'].media: 'telefony' is not one of ['telephony', 'any']" in done.stdout


def test_meta_schema() -> None:
    assert meta_schema() == json.loads((ROOT / "schemas/meta.json").read_bytes())
