"""The limits of reading files, as one value."""

from typing import NamedTuple

_MIB = 1024 * 1024


class Limits(NamedTuple):
    """Sizes in bytes, and numbers of things. Only tests and tools change them.

    A document of at most `small` bytes is read in one step.
    `text` is the size of the largest line or document; a larger one is reported and skipped, so memory is bounded.
    `chunk` is the size of a read, and `lines` the number of lines that are parsed together. At most `head` bytes decide
    whether a stream of unknown suffix holds lines or a document.

    The values of a text that is parsed in one step may take `value_memory` bytes of memory, or `value_times` times its
    size, as estimated: 64 MiB of `{"a":1},` would take 1.7 GB. Those of a part of a text, as of a message in a string,
    may take `part_times` its size, since the text is in memory beside the part. A message with more is reported and
    skipped. An array of more than `whole` bytes is parsed about `piece` bytes at a time.

    Several processes check input of at least `parallel_bytes` or `parallel_files` files. A task for a process has
    `task_bytes` or `task_files` files, and its result at most `task_problems` problems.
    """

    small: int = 64 * 1024
    text: int = 64 * _MIB
    value_memory: int = 24 * _MIB
    value_times: int = 7
    part_times: int = 6
    whole: int = _MIB
    piece: int = 64 * 1024
    chunk: int = 256 * 1024
    lines: int = 128
    head: int = _MIB
    parallel_bytes: int = 32 * _MIB
    parallel_files: int = 20_000
    task_bytes: int = _MIB
    task_files: int = 64
    task_problems: int = 10_000

    def of_part(self) -> "Limits":
        """Return the limits of a part of a text."""
        return self._replace(value_times=self.part_times)
