"""Files that are to cost no more than their own limit: such as no reader should open, and such as look sound and are
too much to be judged.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping

KINDS = ("bomb", "cut short", "noise", "entities", "long formulas", "many texts")
"""The first four are refused before anything is parsed, or while it is; of the last two, every part is as it should be:
one runs into the time limit, the other into that of memory.
"""

Change = Callable[[str, bytes], bytes]
_FORMULAS, _LENGTH = 2000, 8000
_TEXTS, _WIDE = 200_000, 10
_SHEET = "xl/worksheets/sheet3.xml"
"""收入明细, where texts below the list are nothing that a reader may pass over."""


def made(kind: str, source: bytes, number: int, own: Mapping[str, str]) -> bytes:
    """A file of this kind; other numbers make other bytes. source: a sound workbook; own: texts in it → other ones."""
    rng = random.Random(f"{kind} {number}")
    if kind == "bomb":
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("[Content_Types].xml", f"{number}")
            bomb.writestr("xl/workbook.xml", bytes(60_000_000))
        return target.getvalue()
    if kind == "cut short":
        return source[: rng.randrange(1000, len(source) - 1000)]
    if kind == "noise":
        return rng.randbytes(200_000)
    change = {"entities": _entities, "long formulas": _long_formulas(), "many texts": _many_texts}[kind]
    return retyped(source, own, change)


def retyped(source: bytes, own: Mapping[str, str], change: Change | None = None) -> bytes:
    """The workbook with texts replaced in every part, as one that was saved by somebody else."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for info in old.infolist():
            content = old.read(info)
            for before, after in own.items():
                content = content.replace(before.encode(), after.encode())
            new.writestr(info, change(info.filename, content) if change is not None else content)
    return target.getvalue()


def _entities(part: str, content: bytes) -> bytes:
    """Texts that double with each level, as XML allows it and nobody needs it."""
    if part != "xl/sharedStrings.xml":
        return content
    levels = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 40))
    head, _, rest = content.partition(b"?>")
    return head + f'?><!DOCTYPE sst [<!ENTITY e0 "ha">{levels}]>'.encode() + rest


def _long_formulas() -> Change:
    """Formulas as long as Excel allows, in so many cells that to compare them takes long."""
    count = 0

    def one(found: re.Match[str]) -> str:
        nonlocal count
        if count >= _FORMULAS:
            return found[0]
        count += 1
        cells = "+".join(f"A{1 + (count * 7 + n) % 5000}" for n in range(_LENGTH // 6))
        return f"<f>{cells[:_LENGTH].rsplit('+', 1)[0]}</f>"

    def change(part: str, content: bytes) -> bytes:
        if not part.startswith("xl/worksheets/sheet"):
            return content
        return re.sub(r"<f>[^<]*</f>", one, content.decode()).encode()

    return change


def _many_texts(part: str, content: bytes) -> bytes:
    """Hundreds of thousands of different texts far below what is to be filled in."""
    if part != _SHEET:
        return content
    rng = random.Random(1)
    columns = "ABCDEFGHIJ"[:_WIDE]
    rows = []
    for row in range(5000, 5000 + _TEXTS // _WIDE):
        texts = (
            f'<c r="{column}{row}" t="inlineStr"><is><t>{rng.randrange(16**8):08x}{"长文字" * 33}{row}</t></is></c>'
            for column in columns
        )
        rows.append(f'<row r="{row}">{"".join(texts)}</row>')
    return content.replace(b"</sheetData>", "".join(rows).encode() + b"</sheetData>")
