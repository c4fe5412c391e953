"""The finished zip: the same bytes for the same content on every machine.

Adds the ribbon, which XlsxWriter cannot, and lets Excel fit the height of a table's rows again when
somebody types in them. Order, dates and compression of the parts are fixed.
"""

from __future__ import annotations

import io
import re
import zipfile

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_RIBBON = "customUI/customUI14.xml"
_RIBBON_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_DATED = (1980, 1, 1, 0, 0, 0)
_TABLE_ROW = re.compile(rb'(<row r="(?:[6-9]|\d{2,})"[^>]*?) customHeight="1"')


def finished(raw: bytes, ribbon: bytes | None = None) -> bytes:
    """XlsxWriter's file with the ribbon in it, zipped in a fixed order and dated 1980."""
    with zipfile.ZipFile(io.BytesIO(raw)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    for name, content in parts.items():
        if name.startswith("xl/worksheets/sheet") and b"<tableParts" in content:
            parts[name] = _TABLE_ROW.sub(rb"\1", content)
    if ribbon is not None:
        _add_ribbon(parts, ribbon)
    return zipped(parts)


def _add_ribbon(parts: dict[str, bytes], ribbon: bytes) -> None:
    parts[_RIBBON] = ribbon
    end = b"</Relationships>"
    relation = (
        f'<Relationship Id="rIdRibbon" Type="{_RIBBON_TYPE}" Target="{_RIBBON}"/>'.encode() + end
    )
    parts[_FIRST[1]] = parts[_FIRST[1]].replace(end, relation)


def zipped(parts: dict[str, bytes]) -> bytes:
    """Parts as a zip that depends on nothing but them."""
    out = io.BytesIO()
    names = [*_FIRST, *sorted(name for name in parts if name not in _FIRST)]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as book:
        for name in names:
            entry = zipfile.ZipInfo(name, _DATED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on Windows and Linux
            entry.external_attr = 0
            book.writestr(entry, parts[name])
    return out.getvalue()
