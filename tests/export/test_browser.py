"""The checker in a browser, on a page with a strict content security policy."""

import functools
import html
import http.server
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers import HANG, ROOT, need

import cti_contract as cti
from cti_contract.export import javascript

POLICY = "default-src 'none'; script-src 'self'"
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--virtual-time-budget=10000", "--dump-dom"),
)


class Pages(http.server.SimpleHTTPRequestHandler):
    """Serves files under the policy, without a log."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Return the address of a server of the page and the checker."""
    for name in ("page.html", "page.js"):
        shutil.copy(ROOT / "tests/export" / name, tmp_path)
    (tmp_path / "index.js").write_text(javascript.module(), encoding="utf-8")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Pages, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/page.html"
        server.shutdown()


@pytest.mark.slow
@pytest.mark.xdist_group("node")
def test_page_with_a_strict_policy(address: str, tmp_path: Path) -> None:
    need("chromium")
    words = ["chromium", *OPTIONS, f"--user-data-dir={tmp_path / 'profile'}", address]
    done = subprocess.run(words, capture_output=True, text=True, timeout=HANG, check=True)
    [body] = re.findall(r"<body>(.*)</body>", done.stdout, re.DOTALL)
    results = json.loads(html.unescape(body))
    dial = {"command": "channel.dial", "target": "PureCloud-jdoe.70001", "data": {"number": "5550100"}}
    assert results["blocked"] is True
    assert [problem["message"] for problem in results["problems"]] == [each.message for each in cti.check(dial)]
    assert [(problem["code"], problem["column"]) for problem in results["texts"]] == [("duplicate-key", 16)]
