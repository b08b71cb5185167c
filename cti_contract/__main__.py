"""The process of `python -m cti_contract` and of `cti-contract`."""

import signal
from typing import NoReturn


def run() -> NoReturn:
    """Run the command line as a process."""
    is_interruptible = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_interruptible:  # an interrupt during the imports ends the process without a traceback
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from cti_contract.cli.main import run_process

    if is_interruptible:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run_process()


if __name__ == "__main__":
    run()
