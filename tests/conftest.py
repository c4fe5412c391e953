"""Fixtures that several test files share. LibreOffice starts only where a test asks for it."""

import os
import sys
import tempfile
from pathlib import Path

# As on Windows: by it the VBA knows where our program is, and a failure its log file.
os.environ["LOCALAPPDATA"] = str(Path(tempfile.gettempdir()) / "g2g-local")
sys.path.insert(0, str(Path(__file__).parent.parent))  # `tests.office` is a package of its own

from tests.office.fixtures import excel, office, open_book  # needs the line above

__all__ = ["excel", "office", "open_book"]
