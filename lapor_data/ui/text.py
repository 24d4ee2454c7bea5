"""Data as text in Markdown: nothing in a title, name or address may become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=@/\"'])")
_SPACES = re.compile(r"\s+")
# Icon and emoji codes, and addresses that Markdown would make links of (a deep link could put a
# foreign one into our own messages), are looked for after escapes are resolved; an invisible joiner
# breaks them.
_CODE = re.compile(
    r":(?=[\w/+-]+:)|(?<=http):(?=//)|(?<=https):(?=//)|(?<=www)(?=\.)|(?<=[\w.+-])(?=@[\w-]+\.)",
    re.IGNORECASE,
)


def safe(text: object) -> str:
    """Any text so that Markdown, HTML, LaTeX, icons and emoji codes in it show as written."""
    words = _CODE.sub(lambda found: f"{found[0]}\u2060", _SPACES.sub(" ", str(text)).strip())
    return _MARKUP.sub(r"\\\1", words)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool] = ()) -> str:
    """A Markdown table of plain texts; columns marked in `right` stand on the right."""
    return marked_table(
        [safe(head) for head in heads], [[safe(cell) for cell in row] for row in rows], right
    )


def marked_table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool] = ()
) -> str:
    """A Markdown table of cells that are Markdown already: every datum in them went through
    `safe`."""
    sides = list(right) or [False] * len(heads)
    lines = [
        f"| {' | '.join(heads)} |",
        f"|{'|'.join('---:' if side else ':---' for side in sides)}|",
    ]
    lines += [f"| {' | '.join(cell or ' ' for cell in row)} |" for row in rows]
    return "\n".join(lines)
