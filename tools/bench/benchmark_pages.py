"""Measure the check of large pages of documentation: CPU time and peak memory, by format.

    python tools/bench/benchmark_pages.py
    python tools/bench/benchmark_pages.py --megabytes 8 --formats markdown,server

A page is that of the test corpus again and again: samples, tables, and more prose than most pages have. Each copy has
its number in its sentences, since the check reads a sentence that a page repeats once only. `parser` is the time that
the library for Markdown takes for the same page without any check.
"""

import argparse
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmark_runs import PYTHON, usage
from markdown_it import MarkdownIt

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from page_drifts import pages
from page_formats import FORMATS

HERE = Path(__file__).parents[2]
MEGA = 1_000_000
_SENTENCE_END = re.compile(r"(?<=[^\W\d_])\.(?=\s)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the figures; return 0 whatever they are."""
    parser = argparse.ArgumentParser(description="Measure the check of large pages.")
    parser.add_argument("--megabytes", type=float, default=4, metavar="N", help="the size of a page, %(default)s")
    parser.add_argument("--formats", default=",".join(FORMATS), metavar="NAMES", help="default: %(default)s")
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="cti-contract-benchmark-") as scratch:
        for name in options.formats.split(","):
            path = Path(scratch) / FORMATS[name][1]
            path.write_text(large_page(name, int(options.megabytes * MEGA)), encoding="utf-8")
            found = Path(scratch) / "found"  # where findings are written, the command does not fail because of them
            used = usage(*PYTHON, "-m", "cti_contract", "docs", "--write-baseline", found, path, path=HERE)
            size = path.stat().st_size / MEGA
            print(f"{name}: {size:.1f} MB, {used.cpu:.1f} s CPU, {used.memory:.0f} MB at most", flush=True)
        if "markdown" in options.formats.split(","):
            print(f"parser: {_parser_seconds(large_page('markdown', int(options.megabytes * MEGA))):.1f} s CPU")
    return 0


def large_page(name: str, size: int) -> str:
    """Return the pages of the corpus in a format, one behind the other and again, up to a size in bytes."""
    write = FORMATS[name][0]
    once = len("\n\n".join(map(write, pages().values())).encode())
    copies = range(max(1, size // once))
    return "\n\n".join(write(_SENTENCE_END.sub(f" ({copy}).", page)) for copy in copies for page in pages().values())


def _parser_seconds(text: str) -> float:
    start = time.process_time()
    MarkdownIt("commonmark").enable("table").parse(text)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
