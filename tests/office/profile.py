"""A LibreOffice profile to throw away, so that no test sees the user's own or another test's.

Macros run unasked, the VBA in a workbook is loaded and can run, every file is recalculated when it
is loaded (LibreOffice believes the cached results otherwise), and what is typed is read as Excel
reads it in England: 1/2/2018 is the first of February.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

_CALC = "/org.openoffice.Office.Calc"
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", 0),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", False),
    (f"{_CALC}/Filter/Import/VBA", "Executable", True),
    (f"{_CALC}/Filter/Import/VBA", "Load", True),
    (f"{_CALC}/Filter/Import/VBA", "Save", True),
    (f"{_CALC}/Formula/Load", "OOXMLRecalcMode", 0),  # 0 is always
    (f"{_CALC}/Formula/Load", "ODFRecalcMode", 0),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "en-GB"),
    ("/org.openoffice.Office.Common/Misc", "UseLocking", False),  # a killed run leaves no lock
)


def new_profile() -> Path:
    """A fresh profile folder; whoever asks removes it."""
    folder = Path(tempfile.mkdtemp(prefix="g2g_office_"))
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    return folder


def _registry() -> str:
    items = "\n".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{str(value).lower() if isinstance(value, bool) else value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n' + items + "\n</oor:items>\n"
    )
