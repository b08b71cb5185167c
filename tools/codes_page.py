"""The guide page of the codes of problems, from the table in `cti_contract/codes.py`."""

import markup
from markup import code, plain

from cti_contract.codes import RULES

_INTRODUCTION = """\
# Codes of problems

Every problem has a code. Codes are stable: use them in scripts and filters.

"""


def page() -> str:
    """Return the page."""
    rows = [
        [code(rule.code), plain(rule.summary) + (" A warning." if rule.severity == "warning" else ""), plain(rule.help)]
        for rule in RULES.values()
    ]
    return _INTRODUCTION + markup.table(("code", "meaning", "how to fix it"), rows)
