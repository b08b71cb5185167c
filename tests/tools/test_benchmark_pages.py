"""The benchmark of pages: a large page has what the pages of the corpus have, again and again."""

import pytest
from benchmark_pages import large_page, main
from page_drifts import pages


def test_large_page() -> None:
    once = large_page("markdown", 1)
    assert all(page in once for page in pages().values())
    assert large_page("markdown", 2 * len(once.encode())) == f"{once}\n\n{once}"


@pytest.mark.slow
def test_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--megabytes", "0.001", "--formats", "markdown,storage"]) == 0
    markdown, storage, parser = capsys.readouterr().out.splitlines()
    assert markdown.startswith("markdown: 0.1 MB, ")
    assert storage.startswith("storage: 0.2 MB, ")
    assert parser.startswith("parser: ")
