"""The benchmark of pages: a large page has what the pages of the corpus have, again and again."""

import pytest
from benchmark_pages import large_page, main
from page_drifts import pages


def test_large_page() -> None:
    corpus = "\n\n".join(pages().values())
    once = large_page("markdown", 1)
    assert once.replace(" (0).", ".") == corpus
    assert large_page("markdown", 2 * len(corpus.encode())) == f"{once}\n\n{once.replace(' (0).', ' (1).')}"


@pytest.mark.slow
def test_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--megabytes", "0.001", "--formats", "markdown,storage"]) == 0
    markdown, storage, parser = capsys.readouterr().out.splitlines()
    assert markdown.startswith("markdown: 0.1 MB, ")
    assert storage.startswith("storage: 0.2 MB, ")
    assert parser.startswith("parser: ")
