"""The workbook inside the package: its sheets, names, tables, texts and styles, found once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import range_boundaries

from tests.lint.package import MAIN, RELATED, Package, Tree

_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
Area = tuple[int, int, int, int]  # first column, first row, last column, last row


@dataclass(frozen=True, slots=True)
class Sheet:
    """A tab: its name, its part, and the part's tree where that is a worksheet."""

    name: str
    part: str
    tree: Tree | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the sheet part it is on, its own part, and its columns' names."""

    sheet: str
    part: str
    tree: Tree
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.tree.get("displayName") or ""

    @property
    def area(self) -> Area:
        return area(self.tree.get("ref"))


@dataclass(frozen=True)
class Book:
    """A package that has a workbook part."""

    package: Package
    part: str
    tree: Tree

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        found = []
        for one in self.tree.iter(f"{MAIN}sheet"):
            part = self.package.target(self.part, one.get(f"{RELATED}id"))
            tree = self.package.trees.get(part)
            is_worksheet = tree is not None and tree.tag.endswith("worksheet")
            found.append(Sheet(one.get("name") or "", part, tree if is_worksheet else None))
        return tuple(found)

    @cached_property
    def sheet_names(self) -> frozenset[str]:
        return frozenset(sheet.name.lower() for sheet in self.sheets)

    @cached_property
    def names(self) -> tuple[Tree, ...]:
        return tuple(self.tree.iter(f"{MAIN}definedName"))

    @cached_property
    def name_texts(self) -> frozenset[str]:
        return frozenset(one.get("name").lower() for one in self.names)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        found = []
        for sheet in self.sheets:
            for part in self.package.related(sheet.part, "table"):
                tree = self.package.trees.get(part)
                if tree is not None:
                    columns = tuple(one.get("name") for one in tree.iter(f"{MAIN}tableColumn"))
                    found.append(Table(sheet.part, part, tree, columns))
        return tuple(found)

    @cached_property
    def table_columns(self) -> dict[str, frozenset[str]]:
        """Each table's columns by its name, all in small letters."""
        return {
            table.name.lower(): frozenset(column.lower() for column in table.columns)
            for table in self.tables
        }

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The shared strings."""
        tree = self._related_tree("sharedStrings")
        if tree is None:
            return ()
        return tuple(
            "".join(text.text or "" for text in one.iter(f"{MAIN}t"))
            for one in tree.iter(f"{MAIN}si")
        )

    @cached_property
    def styles(self) -> Tree | None:
        return self._related_tree("styles")

    def style_count(self, of: str) -> int:
        """How many `cellXfs`, `dxfs`, `fonts`, `fills` or `borders` there are."""
        group = self.styles.find(f"{MAIN}{of}") if self.styles is not None else None
        return 0 if group is None else len(group)

    @cached_property
    def vba_parts(self) -> tuple[str, ...]:
        return tuple(self.package.related(self.part, "vbaProject"))

    def _related_tree(self, kind: str) -> Tree | None:
        parts = self.package.related(self.part, kind)
        return next((self.package.trees[p] for p in parts if p in self.package.trees), None)


def book_in(package: Package) -> Book | None:
    """The workbook of a package; None where no relation leads to one."""
    part = next(iter(package.related("", "officeDocument")), "")
    tree = package.trees.get(part)
    return None if tree is None else Book(package, part, tree)


def area(reference: str) -> Area:
    """`B2:D5` as numbers. Raises `ValueError` for what is no area."""
    left, top, right, bottom = range_boundaries(reference)
    return left or 1, top or 1, right or _LAST_COLUMN, bottom or _LAST_ROW  # B:D has no rows


def overlap(one: Area, other: Area) -> bool:
    apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    return not apart
