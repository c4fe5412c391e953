"""The number of a row's entries as formulas: the twin of `stale.mark` and `stale.common`."""

from __future__ import annotations

from g2g_excel import stale
from g2g_excel.build.lists import Lists, Worked, of_table
from g2g_excel.build.names import setting_name
from g2g_excel.build.standing import padded
from g2g_excel.cells import CellValue
from g2g_excel.content import Content
from g2g_excel.entry import as_cell
from g2g_excel.plan import SCHEME
from g2g_excel.settings import RULES, Rule


def mark_of(cell: str) -> str:
    """The formula for a text's number."""
    place = f"ROW($1:${stale.LENGTH})"
    code = f'_xlfn.UNICODE(MID({cell}&REPT(" ",{stale.LENGTH}),{place},1))'
    return (
        f"MOD(SUMPRODUCT({code}*({place}+2)),{stale.FIRST_PRIME})"
        f"*MOD(SUMPRODUCT({code}*({place}*{place}+1)),{stale.SECOND_PRIME})"
    )


def common_mark(lists: Lists, content: Content) -> tuple[int, str]:
    """What every status rests on, and the cell that says it."""
    settings = {name: as_cell(getattr(content.settings, name)) for name in stale.SETTINGS}
    said = stale.entries(settings, stale.SETTINGS)
    joined = '&"|"&'.join(setting_name(name) for name in stale.SETTINGS)
    text = lists.column("Settings: entries", [(f"={joined}", said)])
    rows = padded(SCHEME, content.scheme)
    ranks: list[CellValue] = []
    for n, row in enumerate(content.scheme):
        ranks.append(row.order + (n + 1) / 1000 if row.rule in RULES and row.status else "")
    ranks += [""] * (len(rows) - len(ranks))

    def order(n: int) -> str:
        status, rule = of_table("tblScheme[Status]", n), of_table("tblScheme[When]", n)
        number = f"IFERROR(INDEX(tblScheme[Order],{n + 1}),0)"
        return (
            f'=IF(AND({status}<>"",ISNUMBER(MATCH({rule},lstRule,0)),ISNUMBER({number})),'
            f'{number}+{n + 1}/1000,"")'
        )

    orders = lists.column("Scheme: order", ((order(n), rank) for n, rank in enumerate(ranks)))
    numbers = [rank for rank in ranks if isinstance(rank, float)]
    parts: list[Worked] = []
    lines = lists.column(
        "Scheme: entries",
        (
            (
                f'={of_table("tblScheme[Status]", n)}&"|"&{of_table("tblScheme[When]", n)}',
                f"{content.scheme[n].status or ''}|{content.scheme[n].rule or ''}"
                if n < len(content.scheme)
                else "|",
            )
            for n in range(len(rows))
        ),
    )
    for n, rank in enumerate(ranks):
        at = orders.at(n)
        place = f"(SUMPRODUCT(({orders.all}<{at})*1)+1)"
        value = 0
        if isinstance(rank, float):
            row = content.scheme[n]
            value = (sum(r < rank for r in numbers) + 1) * stale.mark(f"{row.status}|{row.rule}")
        parts.append((f'=IF({at}="",0,{place}*{mark_of(lines.at(n))})', value))
    scheme = lists.column("Scheme: marks", parts)
    rules = [
        Rule(rule=row.rule, status=row.status)
        for row in sorted(content.scheme, key=lambda r: r.order)
        if row.rule in RULES and row.status
    ]
    base = stale.common(content.settings, rules)
    cell = lists.column("Common", [(f"={mark_of(text.at(0))}+SUM({scheme.all})", base)])
    return base, cell.at(0)
