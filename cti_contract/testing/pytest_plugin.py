"""The pytest plugin: fixtures for tests of messages, and `--cti-samples`, which makes a test of each sample.

Every run of pytest imports this module, so it imports the rest of the package only in runs that use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

    from cti_contract.testing.assertions import AssertValid


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option `--cti-samples`."""
    parser.getgroup("cti-contract").addoption(
        "--cti-samples",
        action="append",
        default=[],
        metavar="PATH",
        help="make a test of each CTI message in this file or folder; may be repeated; "
        "in addopts, relative to the root directory",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the samples if the run has the option."""
    if config.option.cti_samples:
        from cti_contract.testing.pytest_samples import Samples

        config.pluginmanager.register(Samples(config))


@pytest.fixture(scope="session")
def cti() -> ModuleType:
    """Return the module `cti_contract`."""
    import cti_contract

    return cti_contract


@pytest.fixture(scope="session")
def assert_cti_valid() -> AssertValid:
    """Return a call that returns the message of the contract that a value is, and fails the test if it is invalid."""
    from cti_contract.testing.assertions import assert_valid

    return assert_valid
