"""JSON Pointers (RFC 6901)."""

from collections.abc import Iterable


def child(pointer: str, step: str | int) -> str:
    """Return the pointer of a member or an element of the value at `pointer`."""
    return pointer + pointer_to((step,))


def pointer_to(place: Iterable[str | int]) -> str:
    """Return the pointer of a path of member names and indices."""
    pointer = ""
    for step in place:
        pointer += f"/{str(step).replace('~', '~0').replace('/', '~1')}"
    return pointer


def steps_of(pointer: str) -> list[str]:
    """Return the steps of a pointer; raise ValueError if it is not a JSON Pointer."""
    if pointer and not pointer.startswith("/"):
        raise ValueError("a JSON Pointer is empty or starts with /")
    steps = pointer.split("/")[1:]
    if "~" not in pointer:
        return steps
    if "~" in pointer.replace("~0", "").replace("~1", ""):
        raise ValueError("in a JSON Pointer ~ is written ~0")
    return [step.replace("~1", "/").replace("~0", "~") for step in steps]
