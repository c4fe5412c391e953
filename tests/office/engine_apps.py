"""The running LibreOffices, as xlwings asks for them: their settings, their books, their macros."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.office.engine_books import Books
from tests.office.errors import ExcelError, fails_as_excel
from tests.office.found import needs_windows
from tests.office.soffice import Office, StartedOffice

if TYPE_CHECKING:
    from tests.office.engine import EngineImpl

_SETTINGS: dict[str, Any] = {
    "screen_updating": True,
    "display_alerts": True,
    "enable_events": True,
    "interactive": True,
    "status_bar": False,
    "visible": False,
    "cut_copy_mode": None,
}
_BASIC = "vnd.sun.star.script:{}?language=Basic&location=document"


class Apps(base_classes.Apps):
    """The running LibreOffices; the first is the active one."""

    def __init__(self, engine: EngineImpl) -> None:
        self.engine = engine
        self._apps: list[App] = []

    def __iter__(self) -> Iterator[App]:
        return iter(list(self._apps))

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        for app in self._apps:
            if app.pid == pid:
                return app
        raise KeyError(pid)

    def keys(self) -> list[int]:
        return [app.pid for app in self._apps]

    def add(
        self,
        spec: object = None,
        add_book: object = None,
        xl: object = None,
        visible: object = None,
    ) -> App:
        """What `xw.App()` calls: start one."""
        app = self.use(StartedOffice())
        if add_book:
            app.books.add()
        return app

    def use(self, office: Office) -> App:
        app = next((one for one in self._apps if one.office is office), None) or App(self, office)
        self.forget(app)
        self._apps.insert(0, app)
        return app

    def forget(self, app: App) -> None:
        self._apps = [one for one in self._apps if one is not app]

    @staticmethod
    def cleanup() -> None:
        """Nothing is left behind: each `StartedOffice` ends with its Python."""


def _setting(name: str) -> property:
    return property(lambda app: app.setting(name), lambda app, value: app.set(name, value))


@fails_as_excel
class App(base_classes.App):
    """One LibreOffice. Its settings are remembered, and in `history` every change of one."""

    version = "16.0"
    hwnd = 0
    selection = None
    screen_updating = _setting("screen_updating")
    display_alerts = _setting("display_alerts")
    enable_events = _setting("enable_events")
    interactive = _setting("interactive")
    status_bar = _setting("status_bar")
    visible = _setting("visible")
    cut_copy_mode = _setting("cut_copy_mode")

    def __init__(self, apps: Apps, office: Office) -> None:
        self.apps = apps
        self.office = office
        self.history: list[tuple[str, Any]] = []
        self._settings = dict(_SETTINGS)
        self._books = Books(self)

    @property
    def engine(self) -> EngineImpl:
        return self.apps.engine

    @property
    def api(self) -> Any:
        return self.office.desktop

    @property
    def books(self) -> Books:
        return self._books

    @property
    def pid(self) -> int:
        return self.office.pid

    def activate(self, steal_focus: bool = False) -> None:
        self.apps.use(self.office)

    def setting(self, name: str) -> Any:
        self.engine.look()
        return self._settings[name]

    def set(self, name: str, value: Any) -> None:
        self.engine.look()
        self.history.append((name, value))
        self._settings[name] = value

    @property
    def calculation(self) -> str:
        self.engine.look()
        books = list(self._books)
        automatic = not books or books[0].document.isAutomaticCalculationEnabled()
        return "automatic" if automatic else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        self.engine.look()
        self.history.append(("calculation", value))
        for book in self._books:
            book.document.enableAutomaticCalculation(value != "manual")

    def start_afresh(self) -> None:
        """As a test finds it: no workbook open, nothing counted, the settings as Excel has them."""
        self.engine.reset()
        self.apps.use(self.office)
        for book in list(self._books):
            book.close()
        self._settings = dict(_SETTINGS)
        self.history.clear()

    def calculate(self) -> None:
        for book in self._books:
            book.document.calculateAll()

    def run(self, macro: str, args: Sequence[Any]) -> Any:
        """Run the workbook's own VBA: `'plan.xlsm'!Module.Sub`, or the Sub's name alone."""
        book_name, _, name = macro.rpartition("!")
        book = self._books(book_name.strip("'")) if book_name else self._books.active
        document = book.document
        place = _find_macro(document, name)
        script = document.getScriptProvider().getScript(_BASIC.format(place))
        numbers = (float(one) if type(one) is int else one for one in args)  # an int arrives as 0
        return script.invoke(tuple(numbers), (), ())[0]

    def quit(self) -> None:
        for book in list(self._books):
            book.close()
        self.apps.forget(self)
        self.office.close()

    kill = quit


def _find_macro(document: Any, name: str) -> str:
    """Library.Module.Sub, by which LibreOffice knows a Sub. Raises `ExcelError` as Excel would."""
    module_wanted, _, sub = name.rpartition(".")
    defined = re.compile(rf"(?im)^\s*(?:public\s+)?(?:sub|function)\s+{re.escape(sub)}\b")
    for library_name in document.BasicLibraries.ElementNames:
        library = document.BasicLibraries.getByName(library_name)
        sources = {module: library.getByName(module) for module in library.ElementNames}
        if any("statusbar" in source.casefold() for source in sources.values()):
            needs_windows("The workbook's VBA sets Application.StatusBar.")
        for module, source in sources.items():
            if module_wanted.casefold() in ("", module.casefold()) and defined.search(source):
                return f"{library_name}.{module}.{sub}"
    raise ExcelError(
        f"Cannot run the macro '{name}'. The macro may not be available in this workbook or all "
        "macros may be disabled."
    )
