"""The contract as values: its schemas, its messages, their members and their targets."""
