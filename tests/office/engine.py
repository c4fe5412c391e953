"""An xlwings engine over LibreOffice: the real xlwings objects, against a real spreadsheet program.

There is no Excel on Linux. xlwings lets anyone add an engine (`xw.engines.add`); this one has the
members that the jobs use, and answers as Excel's object model would. Another member raises
`NotImplementedError`. Nothing of `xlwings.pro` is used.

Each call that Excel would see is counted, and can be made to fail: see `Calls`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import xlwings as xw

from tests.office.dialect import ERRORS
from tests.office.engine_apps import Apps
from tests.office.engine_calls import Calls
from tests.office.soffice import Office

NAME = "libreoffice"


def register() -> EngineImpl:
    """Make this the engine that xlwings uses, and return its inside."""
    if NAME not in [engine.name for engine in xw.engines]:
        xw.engines.add(xw.Engine(impl=EngineImpl()))
    engine = xw.engines[NAME]
    engine.activate()
    impl: EngineImpl = engine.impl
    return impl


def app_on(office: Office) -> xw.App:
    """A running LibreOffice as xlwings' active app."""
    return xw.App(impl=register().apps.use(office))


class EngineImpl(Calls):
    """What xlwings asks an engine for, beside its apps."""

    name, type = NAME, "desktop"

    def __init__(self) -> None:
        super().__init__()
        self.apps = Apps(self)

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Any]],
        datetime_builder: Any,
        empty_as: Any,
        number_builder: Any,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Excel's values as the options of the range want them."""

        def clean(value: Any) -> Any:
            if value is None or (isinstance(value, str) and not value):
                return empty_as
            if hasattr(value, "microsecond"):
                return datetime_builder(
                    year=value.year,
                    month=value.month,
                    day=value.day,
                    hour=value.hour,
                    minute=value.minute,
                    second=value.second,
                    microsecond=value.microsecond,
                    tzinfo=None,
                )
            if number_builder is not None and isinstance(value, float):
                return number_builder(value)
            if type(value) is int and value in ERRORS:
                return ERRORS[value] if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        """A value as it is handed to Excel; numpy's and pandas' as Python's own."""
        if hasattr(value, "to_pydatetime"):
            return value.to_pydatetime()
        if hasattr(value, "item"):
            return value.item()
        return "" if value is None else value
