"""Everything that the calls of a service import and compile when they are first used, done ahead of time."""

from __future__ import annotations

import json

from cti_contract.contract.catalog import messages
from cti_contract.files.texts import check_json
from cti_contract.generators.examples import example
from cti_contract.generators.responses import failure
from cti_contract.sessions.watch import SessionWatch
from cti_contract.validation.compiled import Unknown


def warm(*, unknown: Unknown = "error") -> None:
    """Compile all messages and explanations ahead of time, so that no later call waits for that.

    Each message is compiled on its first use, which blocks an event loop. A service calls this before it accepts
    connections. It serves all calls that check messages, `success`, `failure` and `SessionWatch`.

    Args:
        unknown: The value that later calls pass. Call it twice for both.

    Returns:
        Nothing.

    Raises:
        ValueError: `unknown` is neither `"error"` nor `"ignore"`.

    Example:
        >>> import cti_contract as cti
        >>> cti.warm(unknown="ignore")
    """
    watch = SessionWatch(unknown=unknown)
    for message in messages():
        valid = example(message.name, message.kind, seed=0)
        watch.feed(valid)
        without_data = {name: value for name, value in valid.items() if name != "data"}
        for changed in (valid, {**without_data, "dta": 5}, {**valid, "data": {"newer": 5}}, {**valid, "target": "<s>"}):
            check_json(json.dumps(changed), unknown=unknown)
        if message.kind == "request":
            failure(valid, "E", "", unknown=unknown)
    check_json('{"command": "session.strat"}', unknown=unknown)
    check_json("{", unknown=unknown)
