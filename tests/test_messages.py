"""The words: every code has them, every code is used, and the page in docs says the same."""

import re
import string
from pathlib import Path

import pytest

from g2g_excel.messages import MESSAGES, checks_page, found

ROOT = Path(__file__).parent.parent
SOURCES = "\n".join(
    p.read_text(encoding="utf-8")
    for p in (ROOT / "g2g_excel").rglob("*.py")
    if p.name != "messages.py"
)


def test_docs_checks_is_current():
    kept = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert kept == checks_page(), "run: make build"


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_each_code_is_used_and_says_what_and_what_to_do(code):
    message = MESSAGES[code]
    assert f'"{code}"' in SOURCES
    assert message.what.rstrip().endswith((".", "}"))
    assert message.do.endswith(".")
    assert message.example
    assert not re.search(r"\b(null|invalid|exception|parse|string|boolean)\b", message.what, re.I)


def test_no_code_is_used_that_has_no_words():
    used = set(re.findall(r'(?:found|refusal)\(\s*"([a-z]+\.[a-z_]+)"', SOURCES))
    used |= set(re.findall(r'about\(\s*\w+,\s*(?:"\w+"|name),\s*"([a-z]+\.[a-z_]+)"', SOURCES))
    assert len(used) > 50
    assert used <= set(MESSAGES)


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_brace_is_filled(code):
    names = {
        name
        for text in (MESSAGES[code].what, MESSAGES[code].do)
        for _, name, _, _ in string.Formatter().parse(text)
        if name
    }
    made = found(code, **dict.fromkeys(names, "x"))
    assert "{" not in made.what + made.do
