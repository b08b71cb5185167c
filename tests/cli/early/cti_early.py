"""Print the modules that Python has imported before it runs one."""

import sys

print(*{name.partition(".")[0] for name in sys.modules})  # noqa: T201 -- the purpose
