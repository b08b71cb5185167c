"""The contract for other tools."""
