"""Files, folders and standard input: found, opened, read and checked."""
