"""Fixtures that several test files share. LibreOffice starts only where a test asks for it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # `tests.office` is a package of its own

from tests.office.fixtures import excel, office, open_book  # needs the line above

__all__ = ["excel", "office", "open_book"]
