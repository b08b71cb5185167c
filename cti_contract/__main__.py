"""`python -m cti_contract`."""

from cti_contract.cli.main import run

run()
