"""The rules between the messages of a log."""
