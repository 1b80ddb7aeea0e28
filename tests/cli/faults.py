"""Tiny edits of the 2021 spec, one for each fault that only a compiled workbook shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flat import flat

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "specs" / "hubei" / "2021"


@dataclass(frozen=True)
class Edit:
    """In the page `page`, the first `old` becomes `new`. code: the finding it must give there."""

    id: str
    code: str
    page: str
    old: str
    new: str

    @property
    def golden(self) -> Path:
        return Path(__file__).parent / "faults" / f"{self.id}.txt"


TOTAL = "=SUM(基本支出:对附属单位补助支出)"
T01, T03, T07 = "4-决算表/01-公开01表.yaml", "4-决算表/03-公开03表.yaml", "4-决算表/07-公开07表.yaml"
OUTLAYS, CHECKS = "2-录入/03-支出明细.yaml", "9-审核/01-表内平衡.yaml"
TEXT, CHARTS, COVER = "5-情况说明/01-情况说明.yaml", "5-情况说明/02-图表.yaml", "1-封面/01-封面.yaml"

EDITS = (
    Edit("S216-long-text", "S216", T01, "本表列示部门本年度", "长" * 33000),
    Edit("S201-wrong-name", "S201", T01, "=补充资料.使用非财政拨款结余", "=补充资料.使用非财政拨款节余"),
    Edit(
        "S201-wrong-name-in-a-check",
        "S201",
        CHECKS,
        "收入支出决算总表.支出.总计.决算数\n",
        "收入支出决算总表.支出.总计.结算数\n",
    ),
    Edit(
        "S201-wrong-name-in-a-sentence",
        "S201",
        TEXT,
        "【收入支出决算总表.收入.总计.决算数】",
        "【收入支出决算总表.收入.总计数.决算数】",
    ),
    Edit("S201-wrong-name-in-a-chart", "S201", CHARTS, "=收入决算表.合计.事业收入", "=收入决算表.合计.事业收人"),
    Edit("S201-wrong-name-on-the-cover", "S201", COVER, "=单位信息.单位编码", "=单位信息.单位代码"),
    Edit("S201-wrong-short-name", "S201", "book.yaml", "单位: 单位信息.单位名称", "单位: 单位信息.单位全称"),
    Edit(
        "S203-cycle",
        "S203",
        T07,
        "{label: 公务用车购置费, formula: =三公经费.公务用车购置费.年初预算数}",
        "=预算数.合计",
    ),
    Edit("S203-cycle-in-an-entry-list", "S203", OUTLAYS, TOTAL, "=SUM(基本支出:支出合计)"),
    Edit("S204-sheet-twice", "S204", T03, "sheet: 支出决算表", "sheet: 收入决算表"),
    Edit("S204-tab-twice", "S204", T03, "tab: 公开03表", "tab: 公开01表"),
    Edit("S204-row-twice", "S204", T01, "使用非财政拨款结余: {formula", "其他收入: {formula"),
    Edit("S204-check-twice", "S204", CHECKS, "id: A2\n", "id: A1\n"),
    Edit("S205-function", "S205", T07, "=三公经费.公务接待费.决算数", "=XLOOKUP(三公经费.公务接待费.决算数,1,1)"),
    Edit("S206-long", "S206", OUTLAYS, TOTAL, "=" + "+".join(["基本支出*1"] * 1200)),
    Edit("S208-decimal", "S208", T07, "=三公经费.公务接待费.决算数", "=三公经费.公务接待费.决算数*0.5"),
    Edit(
        "S209-amounts-compared",
        "S209",
        OUTLAYS,
        "=SUM(基本支出:对附属单位补助支出)",
        "=IF(基本支出+项目支出=上缴上级支出+经营支出,1,2)",
    ),
    Edit("S210-unreadable", "S210", OUTLAYS, TOTAL, "=SUM(基本支出:对附属单位补助支出"),
    Edit("S210-no-operator", "S210", OUTLAYS, TOTAL, "=SUM(基本支出 项目支出)"),
    Edit("S107-full-width-comma", "S107", OUTLAYS, TOTAL, "=SUM(基本支出，项目支出)"),
    Edit("S211-array", "S211", OUTLAYS, TOTAL, "'=SUM({1,2})'"),
    Edit("S212-code-list", "S212", OUTLAYS, "list: 功能分类", "list: 功能分娄"),
    Edit("S212-each", "S212", T01, "each: 功能分类", "each: 功能分类表"),
    Edit("S213-column", "S213", T03, "{sum: 支出明细.项目支出}", "{sum: 支出明细.项目支岀}"),
    Edit(
        "S213-where", "S213", T03, "{sum: 支出明细.项目支出}", "{sum: 支出明细.项目支出, where: {资金耒源: 其他资金}}"
    ),
    Edit("S213-classify", "S213", T03, "from: 支出明细.科目编码", "from: 支出明细.科目编号"),
    Edit("S214-tab", "S214", T07, "tab: 公开07表", "tab: 公开07/表"),
    Edit(
        "S214-long-tab",
        "S214",
        T07,
        "tab: 公开07表",
        "tab: 一般公共预算财政拨款“三公”经费支出决算表（湖北省二〇二一年度）",
    ),
    Edit("S215-sentence", "S215", COVER, "title: 【年度】年度部门决算", "title: 【年度年度部门决算"),
    Edit("S217-arguments", "S217", OUTLAYS, TOTAL, "=SUM(" + ",".join(["1"] * 300) + ")"),
    Edit("S218-depth", "S218", OUTLAYS, TOTAL, "=" + "ABS(" * 70 + "基本支出" + ")" * 70),
)


def broken(edit: Edit, folder: Path) -> tuple[Path, int]:
    """A copy of the spec with the edit made; the line on which it stands."""
    root = flat(SPEC, folder / "spec")
    page = root / edit.page
    text = page.read_text(encoding="utf-8")
    assert edit.old in text, f"{edit.page} no longer has {edit.old!r}"
    at = text.index(edit.old)
    page.write_text(text.replace(edit.old, edit.new, 1), encoding="utf-8")
    return root, text[:at].count("\n") + 1
