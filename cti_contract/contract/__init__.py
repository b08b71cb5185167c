"""The contract as values: its schemas, its messages, and how targets look."""
