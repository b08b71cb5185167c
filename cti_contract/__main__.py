"""`python -m cti_contract`."""

from cti_contract.cli import run

run()
