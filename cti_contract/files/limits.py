"""The sizes within which files are read, as one value."""

from typing import NamedTuple

_MIB = 1024 * 1024


class Limits(NamedTuple):
    """Sizes, in bytes unless another unit is named. Only tests and tools need others than these.

    `text` is the largest line or document that is read; a larger one is skipped and reported, so memory is bounded.
    `chunk` is read at a time, and `lines` lines are parsed at a time. `head` bytes at most decide whether a stream
    without a telling suffix holds lines or a document.

    Processes are worth their start from `parallel_bytes` or `parallel_files` files on. A task for a process has
    `task_bytes` or `task_files` files, and returns at most `task_problems` problems.
    """

    text: int = 64 * _MIB
    chunk: int = 256 * 1024
    lines: int = 512
    head: int = _MIB
    parallel_bytes: int = 32 * _MIB
    parallel_files: int = 2000
    task_bytes: int = _MIB
    task_files: int = 64
    task_problems: int = 10_000
