"""A plan's content with its statuses worked out, so that a built workbook opens rated.

Runs the very job the ribbon runs, on the same layout kept in memory; only the clock is given.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from g2g_excel.books.memory import MemoryBook
from g2g_excel.content import Content
from g2g_excel.jobs import refresh
from g2g_excel.layout import grids, plan_rows
from g2g_excel.outcome import Run
from g2g_excel.plan_reading import read_plan

BUILT = Run(datetime(2018, 1, 31, 9, 0), "g2g build")


def rated(content: Content, run: Run = BUILT) -> Content:
    """The same content after `refresh`."""
    book = MemoryBook("G2G_Plan", grids(plan_rows(content)))
    refresh(book, run)
    plan, _ = read_plan(book)
    numbers = [theme.number for theme in content.themes]
    return replace(
        content,
        settings=plan.settings,
        themes=plan.themes.rows,
        actions={n: table.rows for n, table in zip(numbers, plan.actions, strict=True)},
        recommendations=plan.recommendations.rows,
        milestones=plan.milestones.rows,
        measures=plan.measures.rows,
        figures=plan.figures.rows,
        returns=plan.returns.rows,
        checks=plan.checks.rows,
        log=plan.log.rows,
    )
