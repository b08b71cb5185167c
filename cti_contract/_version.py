"""Which release of the package this is."""

from __future__ import annotations

from importlib import metadata


def release() -> str | None:
    """Return the version of the package, None where it is run without being installed."""
    try:
        return metadata.version("cti-contract")
    except metadata.PackageNotFoundError:
        return None
