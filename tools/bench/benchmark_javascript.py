"""Measure the checker in JavaScript: its size, and its time for a message under Node.

    python tools/bench/benchmark_javascript.py [--messages COUNT]

The messages are those of a simulated log. Each time is the least CPU time of five runs.
"""

import argparse
import gzip
import json
import subprocess
import tempfile
from itertools import islice
from pathlib import Path

import cti_contract as cti
from cti_contract.export import javascript

SCRIPT = """
import { readFileSync } from "node:fs"
const { check, checkText, isValid } = await import(process.argv[2])
const texts = readFileSync(0, "utf8").split("\\n").slice(0, -1)
const values = texts.map((text) => JSON.parse(text))
const bad = values.map((value) => ({ ...value, data: { ...value.data, destinaton: 1 } }))
function microseconds(call, inputs) {
  const times = [1, 2, 3, 4, 5].map(() => {
    const start = process.cpuUsage()
    for (const each of inputs) call(each)
    const { user, system } = process.cpuUsage(start)
    return user + system
  })
  return Math.min(...times) / inputs.length
}
console.log(JSON.stringify({
  "JSON.parse": microseconds(JSON.parse, texts),
  isValid: microseconds(isValid, values),
  check: microseconds(check, values),
  checkText: microseconds(checkText, texts),
  "check of a broken message": microseconds(check, bad),
}))
"""


def main() -> None:
    """Print the size of the module and its times."""
    parser = argparse.ArgumentParser(description="Measure the checker in JavaScript.")
    parser.add_argument("--messages", type=int, default=20_000, metavar="COUNT", help="default: 20000")
    count = parser.parse_args().messages
    module = javascript.module()
    log = islice((each for seed in range(count) for each in cti.session(seed=seed)), count)
    text = "".join(json.dumps(message) + "\n" for message in log)
    with tempfile.TemporaryDirectory() as folder:
        checker, script = Path(folder, "checker.mjs"), Path(folder, "script.mjs")
        checker.write_text(module, encoding="utf-8")
        script.write_text(SCRIPT, encoding="utf-8")
        words = ["node", str(script), str(checker)]
        done = subprocess.run(words, input=text, capture_output=True, text=True, check=True)  # noqa: S603
    packed = len(gzip.compress(module.encode(), 9))
    print(f"size: {len(module.encode()) / 1000:.0f} KB, {packed / 1000:.0f} KB gzipped")
    for name, time in json.loads(done.stdout).items():
        print(f"{name}: {time:.1f} µs")


if __name__ == "__main__":
    main()
