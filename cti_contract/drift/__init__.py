"""Documentation pages compared with the contract."""
