"""The commands, a module each; `cli.main` imports only the module of the command that runs.

A module has a `DESCRIPTION` and an `EPILOG` for the help, `add_arguments(parser)`, and `run(options)`, which returns an
exit code.
"""
