"""`python -m cti_contract`."""

import sys

from cti_contract.cli import main

sys.exit(main())
