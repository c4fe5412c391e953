"""Building workbooks: the plan, its macros, and the returns. Imports XlsxWriter.

`build_plan(path, content, sources)` is what jobs call; `write_plan` is the same without macros.
"""

from g2g_excel.build.plan_book import write_plan
from g2g_excel.build.project import build_plan

__all__ = ["build_plan", "write_plan"]
