"""The check of one message."""
