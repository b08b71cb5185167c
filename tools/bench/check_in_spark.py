"""Check an archive in Spark, and compare the problems with those of the command. Needs Java and `pip install pyspark`.

    python tools/bench/check_in_spark.py
    python tools/bench/check_in_spark.py --messages 1000000

The archive is Parquet files of simulated logs with mistakes in every fiftieth message. The first job checks each
message by itself, in `mapInArrow`. The second one checks each session, grouped by the first segment of the target.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from benchmark_data import invalid_lines

from cti_contract.arrow import SCHEMA, check_batch, session_batch

PROBLEMS = "row long, " + ", ".join(f"{name} string" for name in SCHEMA.names[1:])
FILES = 8


def main(arguments: Sequence[str] | None = None) -> int:
    """Check both ways; return 1 if the counts by code differ from those of the command."""
    parser = argparse.ArgumentParser(description="Check an archive in Spark.")
    parser.add_argument("--messages", type=int, default=200_000, metavar="N", help="default: %(default)s")
    count = parser.parse_args(arguments).messages
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable  # of the workers
    with TemporaryDirectory() as folder:
        write(list(invalid_lines(count)), Path(folder))
        spark = SparkSession.builder.master("local[2]").appName("cti-contract").getOrCreate()
        spark.sparkContext.setLogLevel("ERROR")
        messages = spark.read.parquet(f"{folder}/*.parquet")
        session = r"""regexp_extract(message, '"target"\\s*:\\s*"([^".]*)') AS session"""
        sessions = messages.selectExpr("seq", "message", session).groupBy("session")
        jobs = {
            "check": messages.mapInArrow(problems, PROBLEMS),
            "session": sessions.applyInArrow(session_problems, PROBLEMS),
        }
        differ = False
        for command, job in jobs.items():
            start = time.perf_counter()
            found = Counter({row["code"]: row["count"] for row in job.groupBy("code").count().collect()})
            seconds = time.perf_counter() - start
            expected = codes_of(command, Path(folder) / "all.ndjson")
            same = "the same as the command" if found == expected else f"the command reports {expected}"
            print(f"{command}: {count:,} messages in {seconds:.1f} s, {found.total():,} problems, {same}")
            differ |= found != expected
        spark.stop()
    return int(differ)


def write(lines: Sequence[str], folder: Path) -> None:
    """Write the lines as one file, and as Parquet files of their own."""
    (folder / "all.ndjson").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    table = pa.table({"seq": range(len(lines)), "message": lines})
    rows = -(-len(lines) // FILES)
    for number in range(FILES):
        pq.write_table(table.slice(number * rows, rows), folder / f"{number}.parquet")


def problems(batches: Iterator[Any]) -> Iterator[Any]:
    """Yield the problems of the messages in batches."""
    for batch in batches:
        yield check_batch(batch["message"])


def session_problems(rows: Any) -> Any:
    """Return the problems of the rows of one session."""
    return pa.Table.from_batches([session_batch(rows.sort_by("seq")["message"])])


def codes_of(command: str, path: Path) -> Counter[str]:
    """Return how often a command reports each code."""
    words = [sys.executable, "-m", "cti_contract", command, "--format", "json", "--max-problems", "1000000000"]
    done = subprocess.run([*words, path], stdout=subprocess.PIPE, check=False)  # noqa: S603 -- own words
    return Counter(problem["code"] for problem in json.loads(done.stdout)["problems"])


if __name__ == "__main__":
    sys.exit(main())
