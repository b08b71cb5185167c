"""The process of `python -m cti_contract` and of `cti-contract`."""

TYPE_CHECKING = False  # `typing` takes 5 ms, in which an interrupt would print a traceback
if TYPE_CHECKING:
    from typing import NoReturn


def run() -> "NoReturn":
    """Run the command line as a process. An interrupt during the imports ends it without a traceback."""
    try:
        from cti_contract.cli.main import run_process
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    run_process()


if __name__ == "__main__":
    run()
