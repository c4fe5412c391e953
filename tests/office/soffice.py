"""A private, headless LibreOffice: started for some tests, spoken to over a UNO pipe, then ended.

Each one has its own profile, pipe and process, so that test workers running side by side never meet.
It ends with the Python that started it, however that ends. `attached` speaks to one that another
process started, as xlwings speaks to an Excel that is already open.
"""

from __future__ import annotations

import atexit
import shutil
import subprocess
import threading
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from tests.office.found import program, uno
from tests.office.profile import new_profile

START_AGAIN = 81  # what the first start of a fresh profile exits with
_PATIENCE = 60.0  # seconds to start
_ALWAYS_RUN_MACROS = 4


class OfficeFailed(RuntimeError):
    """LibreOffice did not start, or could not do what was asked of it."""


class Office:
    """A running LibreOffice. `desktop` is its UNO desktop; `pid` is 0 where another started it."""

    def __init__(self, pipe: str, context: Any) -> None:
        self.pipe = pipe
        self.context = context
        self.desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        self.pid = 0

    def new(self) -> Any:
        """An empty workbook."""
        return self.desktop.loadComponentFromURL(
            "private:factory/scalc", "_blank", 0, properties(Hidden=True)
        )

    def open(self, path: Path | str, *, macros: bool = True) -> Any:
        """A workbook's document, loaded and recalculated. Raises `OfficeFailed`."""
        path = Path(path).resolve()
        wanted = properties(Hidden=True, MacroExecutionMode=_ALWAYS_RUN_MACROS if macros else 0)
        document = None
        if path.is_file():
            document = self.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, wanted)
        if document is None:
            raise OfficeFailed(f"LibreOffice could not open {path}.")
        return document

    def documents(self) -> list[Any]:
        """Every workbook that is open in it."""
        found = []
        components = self.desktop.Components.createEnumeration()
        while components.hasMoreElements():
            component = components.nextElement()
            if component.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
                found.append(component)
        return found

    def close(self) -> None:
        """Let go of it; only the one that started it ends it."""

    # Not `contextlib`: it sets the traceback of what passes through, which a UNO error refuses.
    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class StartedOffice(Office):
    """One that this process started, and ends."""

    def __init__(self, env: Mapping[str, str] | None = None) -> None:
        began = time.monotonic()
        self.profile = new_profile()
        self.log = self.profile / "said.txt"
        self.restarts = 0
        pipe = f"g2g_{uuid.uuid4().hex[:16]}"
        self._command = _command(self.profile, pipe)
        self._env = dict(env) if env is not None else None
        try:
            self._process = self._spawn()
            context = self._connected(pipe)
        except BaseException:
            self._end()
            raise
        super().__init__(pipe, context)
        self.pid = self._process.pid
        self.seconds_to_start = time.monotonic() - began
        atexit.register(self.close)

    @property
    def running(self) -> bool:
        """Whether the process is there; a crashed one is not."""
        return self._process.poll() is None

    def end_in(self, seconds: float) -> threading.Timer:
        """End LibreOffice after so long, unless cancelled: a call that hangs then fails instead."""
        timer = threading.Timer(seconds, self._process.kill)
        timer.daemon = True
        timer.start()
        return timer

    def close(self) -> None:
        atexit.unregister(self.close)
        with suppress(Exception):  # a crashed one cannot be asked; it is ended below
            self.desktop.terminate()
        self._end()

    def _spawn(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as said:
            return subprocess.Popen(
                self._command, stdout=said, stderr=said, env=self._env, start_new_session=True
            )

    def _connected(self, pipe: str) -> Any:
        until = time.monotonic() + _PATIENCE
        while True:
            context = connect(pipe)
            if context is not None:
                return context
            code = self._process.poll()
            if code == START_AGAIN:
                self._process = self._spawn()
                self.restarts += 1
            elif code is not None:
                raise OfficeFailed(f"LibreOffice ended with {code}: {self.log.read_text()}")
            if time.monotonic() > until:
                raise OfficeFailed(
                    f"LibreOffice did not start in {_PATIENCE:.0f} s: {self.log.read_text()}"
                )
            time.sleep(0.05)

    def _end(self) -> None:
        process = getattr(self, "_process", None)
        if process is not None:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


def attached(pipe: str) -> Office:
    """One that another process started. Raises `OfficeFailed` where there is none on that pipe."""
    context = connect(pipe)
    if context is None:
        raise OfficeFailed(f"No LibreOffice listens on the pipe {pipe}.")
    return Office(pipe, context)


def connect(pipe: str) -> Any:
    """The component context behind a pipe; None where nobody listens there yet."""
    bridge = uno()
    nobody = bridge.getClass("com.sun.star.connection.NoConnectException")
    local = bridge.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    try:
        return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    except nobody:
        return None


def properties(**wanted: Any) -> tuple[Any, ...]:
    """Named values, the way UNO takes them."""
    made = []
    for name, value in wanted.items():
        item = uno().createUnoStruct("com.sun.star.beans.PropertyValue")
        item.Name, item.Value = name, value
        made.append(item)
    return tuple(made)


def _command(profile: Path, pipe: str) -> list[str]:
    # soffice.bin itself, not the wrapper: its process id and its exit codes are then ours.
    end_with_us = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    return [
        *end_with_us,
        program("soffice.bin"),
        "--headless",
        f"-env:UserInstallation={profile.as_uri()}",
        "--norestore",
        "--nodefault",
        "--nologo",
        "--nofirststartwizard",
        f"--accept=pipe,name={pipe};urp;",
    ]
