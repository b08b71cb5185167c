"""Columns of messages: the problems are those of the plain command."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from each_case import each_case
from helpers import ROOT, Reporter

import cti_contract as cti

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
arrow = pytest.importorskip("cti_contract.arrow")

START = json.dumps({"command": "session.start", "target": "jdoe", "data": {}})
DIAL = cti.example("channel.dial", seed=1)
TYPES = [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()]
#: Texts with a fault of each kind: no JSON, twice a member, another message, another value, a warning.
FAULTS = [
    "{",
    '{"command": "session.start", "target": "jdoe", "target": "jdoe", "data": {}}',
    '{"command": "session.strat", "target": "jdoe", "data": {}}',
    '{"command": "session.start", "target": "jdoe", "data": 5}',
    '{"command": "session.start", "target": "<session-id>", "data": {}}',
    "null",
]


@each_case("kind", TYPES, ids=str)
def test_types_of_columns(kind: Any) -> None:
    problems = arrow.check_batch(pa.array([START, *FAULTS], kind)).to_pylist()
    expected = [(row, each) for row, text in enumerate(FAULTS, 1) for each in cti.check_json(text).problems]
    assert [(each["row"], each["code"], each["pointer"], each["message"], each["hint"]) for each in problems] == [
        (row, each.code, each.pointer, each.message, each.hint) for row, each in expected
    ]


def test_other_columns() -> None:
    """Encoded columns, several chunks, nulls, and values of Python are columns too."""
    assert arrow.check_batch(pa.array([START, "{", "{"]).dictionary_encode())["row"].to_pylist() == [1, 2]
    for kind in (pa.string(), pa.string_view(), pa.binary(), pa.null()):  # Polars has views in its dictionaries
        encoded = pa.array([None, None] if pa.types.is_null(kind) else [START, None], kind).dictionary_encode()
        assert arrow.check_batch(encoded)["row"].to_pylist()[-1:] == [1]
    assert arrow.check_batch(pa.RunEndEncodedArray.from_arrays([1, 3], [START, "{"]))["row"].to_pylist() == [1, 2]
    assert arrow.check_batch(pa.array([START, "[]"], pa.json_()))["row"].to_pylist() == [1]  # JSON of DuckDB
    assert arrow.check_batch(pa.chunked_array([[START], [], [START, "{"]]))["row"].to_pylist() == [2]
    assert arrow.check_batch([START, None])["message"].to_pylist() == ["a message must be an object, not null"]
    assert arrow.check_batch(pa.table({"a": [START, "{"]})["a"])["code"].to_pylist() == ["syntax"]


def test_stream_of_another_library() -> None:
    class Series:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return pa.chunked_array([[START], ["{"]]).__arrow_c_stream__(requested_schema)

    assert arrow.check_batch(Series())["row"].to_pylist() == [1]


@pytest.mark.parametrize("column", [[], [START]])
def test_no_problems(column: list[str]) -> None:
    problems = arrow.check_batch(column)
    assert (problems.num_rows, problems.schema) == (0, arrow.SCHEMA)


def test_bytes_that_are_not_utf8() -> None:
    text = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff")])
    assert arrow.check_batch(text)["code"].to_pylist() == [each.code for each in cti.check_json(b"\xff").problems]


def test_column_of_numbers() -> None:
    with pytest.raises(TypeError, match="a column of messages must hold strings or bytes, not int64"):
        arrow.check_batch(pa.array([1]))
    with pytest.raises(TypeError, match="a column of messages must hold strings or bytes, not dictionary<values=int64"):
        arrow.check_batch(pa.array([1]).dictionary_encode())


def test_text_instead_of_a_column() -> None:
    with pytest.raises(TypeError, match="not one text"):
        arrow.check_batch(START)


def test_which_message() -> None:
    spoilt = json.dumps({**DIAL, "target": 7})
    newer = json.dumps({**DIAL, "more": 1})
    [problem] = arrow.check_batch([spoilt]).to_pylist()
    assert (problem["name"], problem["kind"], problem["severity"]) == ("channel.dial", "request", "error")
    assert arrow.check_batch([newer]).num_rows == 1
    assert arrow.check_batch([newer], unknown="ignore").num_rows == 0


def test_many_rows() -> None:
    """More rows than are read at once keep their numbers."""
    column = [START] * 10_000
    column[4096] = column[9_999] = "{"
    assert arrow.check_batch(pa.array(column))["row"].to_pylist() == [4096, 9_999]


def test_session() -> None:
    log = [json.dumps(each) for each in cti.session(seed=1)]
    dial = next(index for index, text in enumerate(log) if '"result"' in text and "session.start" not in text)
    broken = [*log[:dial], "{", *log[dial + 1 :]]
    assert arrow.session_batch(log, complete=True, whole=True).num_rows == 0
    problems = arrow.session_batch(broken, complete=True, whole=True).to_pylist()
    rows = [each["row"] for each in problems]
    assert rows == sorted(rows)
    assert {"syntax", "unanswered"} <= {each["code"] for each in problems}
    expected = list(cti.check_session([cti.check_json(each).value for each in broken], complete=True))
    assert Counter(each["row"] for each in problems) == Counter(each.message_index for each in expected)
    unanswered = next(each for each in problems if each["code"] == "unanswered")
    assert unanswered["kind"] == "request"


def test_session_without_start() -> None:
    log = [json.dumps(each) for each in cti.session(seed=1)][1:]
    assert arrow.session_batch(log).num_rows == 0
    assert arrow.session_batch(log, whole=True)["code"].to_pylist() == ["no-request"]


# Files with planted faults, read by other programs


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with logs that have faults, each as lines and as a Parquet file."""
    folder = tmp_path_factory.mktemp("archive")
    mistakes = (ROOT / "tests/samples/mistakes.ndjson").read_text(encoding="utf-8").splitlines()
    for number in range(4):
        log = [json.dumps(each) for each in cti.session(seed=number)]
        log[number + 1 : number + 1] = [*mistakes, FAULTS[number]]
        (folder / f"{number}.ndjson").write_text("".join(f"{text}\n" for text in log), encoding="utf-8")
        pq.write_table(pa.table({"seq": range(len(log)), "message": log}), folder / f"{number}.parquet")
    return folder


@pytest.fixture
def codes(archive: Path, report: Reporter) -> Counter[str]:
    """Return how often the command reports each code in the lines of the archive."""
    return Counter(report(*sorted(archive.glob("*.ndjson"))).codes)


def problems_in(path: str) -> Counter[str]:
    """Return how often each code is in the problems of a Parquet file."""
    batches = pq.ParquetFile(path).iter_batches(batch_size=10, columns=["message"])
    return Counter(code for batch in batches for code in arrow.check_batch(batch["message"])["code"].to_pylist())


@pytest.mark.parametrize(
    "source",
    [
        "'{}/*.parquet'",
        "read_csv('{}/*.ndjson', columns={{'message': 'VARCHAR'}}, delim='\x1f', quote='', escape='', header=false)",
    ],
    ids=["parquet", "lines"],
)
def test_duckdb(source: str, archive: Path, codes: Counter[str]) -> None:
    duckdb = pytest.importorskip("duckdb")
    reader = duckdb.sql(f"SELECT message FROM {source.format(archive)}").to_arrow_reader(7)  # noqa: S608 -- own words
    found: Counter[str] = Counter()
    for batch in reader:
        found.update(arrow.check_batch(batch["message"])["code"].to_pylist())
    assert found == codes
    assert codes.total() > len(FAULTS)


def test_sessions_of_duckdb(archive: Path, report: Reporter) -> None:
    duckdb = pytest.importorskip("duckdb")
    file = archive / "0.parquet"
    sessions = f"SELECT list(message ORDER BY seq) AS messages FROM '{file}'"  # noqa: S608 -- own words
    [(messages,)] = duckdb.sql(sessions).fetchall()
    found = report(file.with_suffix(".ndjson"), "--complete", command="session")
    assert Counter(arrow.session_batch(messages, complete=True)["code"].to_pylist()) == Counter(found.codes)


@pytest.mark.slow
def test_dask(archive: Path, codes: Counter[str]) -> None:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        tasks = client.map(problems_in, sorted(map(str, archive.glob("*.parquet"))))
        assert sum(client.gather(tasks), Counter()) == codes
