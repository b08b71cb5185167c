"""For tests: `strategies` for Hypothesis, and the pytest plugin.

`from cti_contract.testing import strategies` needs the extra `testing`. Nothing else here imports Hypothesis.
"""
