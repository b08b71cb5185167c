"""Findings: the differences between a page and the contract, as values, as lines and as problems."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from cti_contract.text import counted, first_of_line, printable


class Code(NamedTuple):
    """A code of findings: its meaning, and the two ways to end a finding, in the page or in the schemas."""

    name: str
    meaning: str
    page: str
    schema: str = ""

    def fix(self, file: str) -> str:
        """Return both ways to end a finding whose schema is in a file, or only that without a schema, as one line."""
        in_page = self.page if self.name in _BESIDE else f"in the page, {self.page}"
        if self.name == "unknown-message":  # the schema to add has no file yet
            return f"{in_page}; or {self.schema}"
        return f"{in_page}; or in {file}, {self.schema}" if self.schema and file else in_page


_ALL = (
    Code("alias", "an older spelling of a name", "write the current name", "drop the alias"),
    Code("alternatives", "another list of values", "list those of the schema", "change its list of values"),
    Code("bad-ignore", "a comment that ignores findings without known codes or a reason",
         "correct the comment, or remove it"),
    Code("deprecated", "a message in use that the page calls removed or replaced", "remove the remark",
         "remove the message"),
    Code("echo", "whether a success repeats the request's data", "correct the remark or sample", "change `x-cti.echo`"),
    Code("heading-differs", "a sample has another name, or another result, than its heading",
         "correct one of the two"),
    Code("invalid-sample", "a sample that `cti-contract check` refuses or warns of", "correct the sample",
         "allow this value"),
    Code("malformed-sample", "a sample that is not quite JSON", "correct the sample"),
    Code("media", "another medium", "correct the remark", "change `x-cti.media`"),
    Code("misspelt-event", "a misspelt secondary event", "correct the name",
         "add the event and change `x-cti.secondary`"),
    Code("missing-sample", "a request or response that has no sample while the others have one", "add the sample"),
    Code("no-messages", "a page, or a folder of pages, that documents no message",
         "document a message, or name another page or folder; --skip-foreign skips single pages without messages"),
    Code("no-sample", "a heading without a sample", "add a sample", 'set `x-cti.status` to "named"'),
    Code("open-object", "the page allows more members, the schema does not", "remove the placeholder", "open it"),
    Code("original", "an `original` that is not the request", "correct the sample"),
    Code("other-target", "a response with another target than its request", "correct one of the two targets"),
    Code("other-type", "another JSON type", "correct the value or type", "change the type"),
    Code("other-value", "another constant", "correct the value", "change the constant"),
    Code("outcome", "another result, or the opposite of a description", "correct the sentence", "correct the text"),
    Code("placeholder", "a placeholder that is spelled in two ways", "spell it in one way"),
    Code("platforms", "other platforms", "correct the remark", "change `x-cti.platforms`"),
    Code("raised", "another occasion on which an event is raised", "correct the sentence", "change `x-cti.raised`"),
    Code("required", "a member that only one side requires", "correct the remark", "change `required`"),
    Code("secondary-events", "other secondary events, another order or other remarks", "correct the list",
         "change `x-cti.secondary`"),
    Code("stale-baseline", "a finding of the baseline that is gone", "write the baseline anew with --write-baseline"),
    Code("stale-erratum", "an erratum without a fault to explain", "remove the erratum"),
    Code("stale-ignore", "a comment, or a code in it, that ignores nothing", "remove it"),
    Code("target-refused", "a target that the schema refuses", "correct the target", "allow the target"),
    Code("target-undocumented", "a form of target that the page does not show", "add the form", "refuse the form"),
    Code("undocumented-member", "a member of the schema that the page lacks", "add what is missing", "remove it"),
    Code("undocumented-message", "a schema that no page mentions", "document the message", "remove the schema"),
    Code("unknown-member", "a member on the page that the schema lacks", "correct its name or remove it", "add it"),
    Code("unknown-message", "a name without a schema", "correct or remove the name", "add a schema for it"),
    Code("unreadable-page", "a page that cannot be read completely",
         "correct it, save it in another format, or leave it out"),
    Code("unreadable-sample", "a sample that cannot be read", "correct or shorten the sample"),
)  # fmt: skip
#: Every code of findings by its name.
CODES: dict[str, Code] = {code.name: code for code in _ALL}


#: Codes of findings that end in another place than the text of the page.
_BESIDE = ("stale-baseline", "stale-erratum", "unreadable-page")


class Edit(NamedTuple):
    """A change of a schema that ends a finding.

    Attributes:
        keyword: "add", "add required", "remove", "rename", "replace" or "required" for a member, or a path such as
            `x-cti/media`.
        path: The path of the member in the message.
        value: The new value, or the new name, as JSON.
        kind: The kind of the message, empty for any.
        message: The name of the message.
    """

    keyword: str
    path: tuple[str, ...] = ()
    value: str = "null"
    kind: str = ""
    message: str = ""


def of_type(json_type: str) -> dict[str, Any]:
    """Return the schema of any value of a type; each object in the contract says whether it is open."""
    return {"type": json_type, **({"additionalProperties": True} if json_type == "object" else {})}


def edit(keyword: str, path: str = "", value: Any = None, name: str | None = None) -> Edit:
    """Return a change of a schema; `path` is a path such as `data.entries[].name`.

    If a `name` is given, the change is that of the member with this name, which may have dots, of the object at `path`.
    """
    steps = path.replace("[]", "").split(".") if path else []
    return Edit(keyword, (*steps, *([] if name is None else [name])), json.dumps(value))


class Difference(NamedTuple):
    """One difference between a page and the contract: its line on the page, its code, its text, and a way to end it.

    `kind` is that of the message if it is about one sample.
    """

    line: int
    code: str
    text: str
    edits: tuple[Edit, ...] = ()
    kind: str = ""


class Finding(NamedTuple):
    """A finding.

    Attributes:
        file: The page.
        line: The line.
        code: A stable code in kebab-case.
        text: What the page says and what the contract says.
        message: The name of the message, if it is about one.
        schema: The schema file of the message.
        edits: The changes of the schemas that end it, if they are clear.
    """

    file: str
    line: int
    code: str
    text: str
    message: str | None = None
    schema: str | None = None
    edits: tuple[Edit, ...] = ()

    def __str__(self) -> str:
        """Return `page:line: code: message: text`."""
        message = f"{self.message}: " if self.message else ""
        return f"{first_of_line(self.file)}:{self.line}: {self.code}: {printable(message + self.text)}"

    @property
    def fix(self) -> str:
        """Return both ways to end the finding, as one line."""
        return CODES[self.code].fix(self.schema or "")


def summary(findings: Sequence[Finding], explained: int) -> str:
    """Return the counts of findings by code, and of those explained, in one line."""
    codes = Counter(finding.code for finding in findings)
    parts = ", ".join(f"{number} {code}" for code, number in sorted(codes.items()))
    total = f"{counted(len(findings), 'finding')}{f' ({parts})' if parts else ''}"
    return f"{total}, {explained} explained by errata" if explained else total


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by page and line, each once."""
    return sorted(dict.fromkeys(findings), key=lambda each: (each.file, each.line, each.code, each.text))
