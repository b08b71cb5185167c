"""The version of the package, from which its metadata is built."""

__version__ = "0.1.0"
