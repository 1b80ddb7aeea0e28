"""Sheet protection was taken off.

What it looks for: sheets that the template protects and that are no longer protected.
Why it matters: protection has no password, it guards against slips: without it a formula is overwritten by one key.
    Every formula is compared all the same, so this alone is no fault of the data.
Example: the sheets 公开03表 and 审核 are not protected.
How to mend: nothing, if no formula is found changed; else use the workbook that was handed out.
"""

from __future__ import annotations

from workbook.finding import Finding, Place, found
from workbook.grid.model import Grid
from workbook.match import Filled

CODE = "J122"
_NAMED = 4

ZH = """工作表保护被取消

查什么：模板里受保护、现在不受保护的工作表。
为什么：保护没有密码，只防误操作；取消以后，一个按键就会盖掉公式。公式都已逐格核对，单有这一条不说明数据有错。
举例：公开03表和审核表没有保护。
怎样改：没有发现公式被改动的，不必处理；有的，请用下发的工作簿重填。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    guarded = {sheet.key for sheet in grid.sheets if sheet.protect}
    loose = [k.raw.name for k in filled.sheets.values() if k.key in guarded and not k.raw.protected]
    if not loose:
        return ()
    more = "@and_others" if len(loose) > _NAMED else ""
    facts = {"count": len(loose), "text": "、".join(loose[:_NAMED]), "more": more}
    return (found(CODE, Place(sheet=loose[0]), None, **facts),)
