"""Join a LibreOffice that another process started, as xlwings joins an Excel that is already open.

The ribbon's macro starts our program in a process of its own, and `xw.Book.caller()` finds the
workbook by the arguments `--wb=… --from_xl=1`. In a test that program is started as
`python -m tests.office.attach PIPE MODULE:FUNCTION ARGUMENT…`, which does what an Excel does on
Windows by being there, and then calls the function as its console script would.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Any

from tests.office.soffice import attached


def attach(pipe: str) -> Any:
    """The LibreOffice behind a pipe, as xlwings' active app (`xw.App`). Raises `OfficeFailed`."""
    from tests.office.engine import app_on  # xlwings: see `main` for what must come before it

    return app_on(attached(pipe))


def main(words: Sequence[str]) -> int:
    """Attach, then run a console script's function with the rest of the words."""
    if len(words) < 2 or ":" not in words[1]:
        print(__doc__, file=sys.stderr)
        return 2
    pipe, entry, *arguments = words
    module, _, function = entry.partition(":")
    # As the ribbon's own entry does: a click must not pay for pandas, which xlwings would import.
    sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]  # None makes the import fail
    attach(pipe)
    sys.argv = [module.partition(".")[0], *arguments]
    return int(getattr(importlib.import_module(module), function)() or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
