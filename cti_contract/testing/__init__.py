"""For tests: Hypothesis strategies and the pytest plugin."""
