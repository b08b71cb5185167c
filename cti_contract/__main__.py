"""The process of `python -m cti_contract` and of `cti-contract`."""

TYPE_CHECKING = False  # `typing` takes 5 ms, in which an interrupt would print a traceback
if TYPE_CHECKING:
    from typing import NoReturn


def run() -> "NoReturn":
    """Run the command line as a process. If a package is not installed, as beside an archive, that is one line."""
    try:
        _run()
    except ModuleNotFoundError as error:
        import sys

        sys.stderr.write(f"cti-contract: the package {error.name} is missing; install what cti-contract needs\n")
        raise SystemExit(2) from None


def _run() -> "NoReturn":
    """Run the command line. An interrupt during the imports ends the process with one line, not a traceback."""
    try:
        import gc  # part of the interpreter

        gc.set_threshold(100_000)  # imports leave no garbage, and messages little
        _forget_working_directory()
        from cti_contract.cli.main import run_process
    except KeyboardInterrupt:
        import sys

        sys.stderr.write("interrupted: nothing was checked\n")
        raise SystemExit(130) from None
    run_process()


def _forget_working_directory() -> None:
    """Import no module from the working directory, which `python -m` searches first: its files are data.

    If the package itself is there, it is searched last, since workers import the package too.
    """
    import os  # both are imported at the start of Python
    import sys

    try:
        here = os.path.realpath(os.getcwd())
    except OSError:  # the folder is gone
        return
    library = os.path.dirname(os.__file__)
    first = sys.path.index(library) if library in sys.path else len(sys.path)
    sys.path[:first] = [each for each in sys.path[:first] if os.path.realpath(each) != here]
    if here == os.path.realpath(os.path.dirname(os.path.dirname(__file__))) and here not in sys.path:
        sys.path.append(here)


if __name__ == "__main__":
    run()
