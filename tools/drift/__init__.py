"""The drift check: what a page documents, compared with what the schemas say."""
