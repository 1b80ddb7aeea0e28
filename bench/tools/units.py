"""Data folders of any number of units of one department: invented, balanced, the same at every run."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from workbook.spec.load import find_spec, load_spec

SPEC = "hubei/2021"
CENT = Decimal("0.01")
Row = Iterable[object]


def lay_out(folder: Path, count: int, year: str = "2021", start: int = 0) -> None:
    """data/<year>/单位001 … and beside them 应汇总单位.csv and 抵销.csv. Each seventh unit keeps its books in 万元.
    start: how many units there are elsewhere already.

    The first unit pays subsidies to every fifth one; all of them are declared as eliminations.
    """
    root, _ = find_spec(SPEC)
    assert root is not None
    spec, _ = load_spec(root)
    assert spec is not None
    codes = [row.code for row in spec.codes["功能分类"].rows if row.level == "项" and row.code[:1] == "2"]
    economic = [row.code for row in spec.codes["经济分类"].rows if row.level == "款" and row.code[:3] in _BASIC]
    random_ = random.Random(20211231 + start)
    usual = sorted(random_.sample(codes, 40))
    offs: list[tuple[int, Decimal]] = []
    for n in range(start + 1, start + count):
        unit = _Unit(random_, n, usual, economic, wan=n % 7 == 3)
        received = unit.draw(2_000, 60_000) if n % 5 == 0 else Decimal(0)
        unit.write(folder / year / unit.name, year, received, Decimal(0))
        if received:
            offs.append((n, received))
    first = _Unit(random_, start, usual, economic, wan=False)
    first.write(folder / year / first.name, year, Decimal(0), sum((amount for _, amount in offs), Decimal(0)))
    head = (
        "往来事项",
        "付出单位",
        "收到单位",
        "支出科目编码",
        "支出资金来源",
        "收入科目编码",
        "金额",
        "金额单位",
        "原因",
    )
    rows = [
        (
            "上级补助",
            first.name,
            _name(n),
            first.codes[0],
            "其他资金",
            "",
            f"{amount:.2f}",
            "元",
            "拨付所属单位专项补助",
        )
        for n, amount in offs
    ]
    _write(folder / "抵销.csv", head, rows)
    _write(
        folder / "应汇总单位.csv",
        ("单位名称", "单位编码"),
        [(_name(n), f"{105000 + n}") for n in range(start, start + count)],
    )


_BASIC = ("301", "302", "303")


def _name(n: int) -> str:
    return f"示例单位{n + 1:03}"


def _amount(random_: random.Random, low: int, high: int) -> Decimal:
    return Decimal(random_.randint(low * 100, high * 100)) * CENT


class _Unit:
    def __init__(self, random_: random.Random, n: int, codes: list[str], economic: list[str], *, wan: bool) -> None:
        self.random, self.wan, self.name, self.number = random_, wan, _name(n), n
        self.codes = sorted(random_.sample(codes, random_.randint(10, 18)))
        self.economic = sorted(random_.sample(economic, 24))

    def _money(self, amount: Decimal) -> str:
        """An amount of 元 as the unit writes it; in 万元 it keeps two decimals."""
        return f"{amount / 10000:.2f}" if self.wan else f"{amount:.2f}"

    def draw(self, low: int, high: int) -> Decimal:
        """In whole hundreds of 元 where the unit writes 万元."""
        amount = _amount(self.random, low, high)
        return amount // 100 * 100 if self.wan else amount

    def write(self, folder: Path, year: str, received: Decimal, paid: Decimal) -> None:
        spent = [(c, self.draw(50_000, 9_000_000), self.draw(0, 2_000_000)) for c in self.codes]
        income: list[Row] = [(c, self._money(b + p), "", "") for c, b, p in spent]
        outlay: list[Row] = [
            (c, "一般公共预算", self._money(b + p), self._money(b), self._money(p) if p else "", "", "")
            for c, b, p in spent
        ]
        if received or paid:
            code = self.codes[0]
            income.append((code, "", self._money(received) if received else "", self._money(paid) if paid else ""))
            own = self._money(received) if received else ""
            outlay.append((code, "其他资金", "", "", own, self._money(paid) if paid else "", ""))
        columns = ("科目编码", "一般公共预算财政拨款", "上级补助收入", "其他收入")
        _write(folder / "收入明细.csv", columns, income)
        columns = ("科目编码", "资金来源", "年初预算数", "基本支出", "项目支出", "对附属单位补助支出", "说明")
        _write(folder / "支出明细.csv", columns, outlay)
        self._economic(folder, sum((b for _, b, _ in spent), Decimal(0)))
        carried = self.draw(0, 100_000)
        row = (self.codes[0], "一般公共预算", self._money(carried), self._money(carried))
        _write(folder / "结转结余.csv", ("科目编码", "资金来源", "年初结转和结余", "年末结转和结余"), [row])
        self._more(folder, year, spent)

    def _economic(self, folder: Path, basic: Decimal) -> None:
        rest, rows = basic, []
        for code in self.economic[1:]:
            part = (basic / 40 // 100) * 100
            rows.append((code, self._money(part)))
            rest -= part
        _write(folder / "经济分类支出.csv", ("科目编码", "决算数"), [(self.economic[0], self._money(rest)), *rows])

    def _more(self, folder: Path, year: str, spent: list[tuple[str, Decimal, Decimal]]) -> None:
        facts = {
            "单位名称": self.name, "单位编码": f"{105000 + self.number}", "年度": year, "模板": SPEC,
            "金额单位": "万元" if self.wan else "元", "决算类型": "单位决算", "全部为行政或参公单位": "否",
        }  # fmt: skip
        _write(folder / "单位.csv", ("项目", "值"), facts.items())
        three = [(item, *(self._money(self.draw(0, 50_000)) for _ in range(3))) for item in _THREE]
        _write(folder / "三公经费.csv", ("项目", "年初预算数", "决算数", "上年决算数"), three)
        fields = [(name, self._money(self.draw(1_000, 900_000))) for name in _MONEY]
        fields += [(name, str(self.random.randint(0, 60))) for name in _COUNTS]
        _write(folder / "补充资料.csv", ("项目", "值"), fields)
        projects = sum((p for _, _, p in spent), Decimal(0))
        _write(
            folder / "项目支出.csv", ("项目名称", "决算数"), [(f"项目{self.number % 12 + 1}", self._money(projects))]
        )
        self._card(folder / "自评", "部门整体", sum((b + p for _, b, p in spent), Decimal(0)))
        self._card(folder / "自评", f"项目{self.number % 12 + 1}", projects)

    def _card(self, folder: Path, name: str, money: Decimal) -> None:
        own = [("项目名称", name)] if name != "部门整体" else []
        _write(
            folder / f"{name}.概况.csv",
            ("项目", "值"),
            [*own, *((k, self._money(money)) for k in ("预算数", "执行数"))],
        )
        draw = self.random.randint
        rows = [
            ("产出指标", "数量指标", "服务人次", "≥", draw(50, 200), "人次", 40, draw(50, 250), "累加"),
            ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥", 90, "%", 40, draw(850, 999) / 10, "加权"),
        ]
        head = ("一级指标", "二级指标", "三级指标", "方向", "年初目标值", "计量单位", "权重", "实际完成值", "汇总")
        _write(folder / f"{name}.csv", head, rows)


_THREE = ("因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费")
_MONEY = ("上年收入支出总计", "燃料费", "维修费", "机关运行经费", "政府采购支出总额", "政府采购货物支出")
_COUNTS = ("公务用车保有量", "国内公务接待批次", "国内公务接待人次", "编制人数", "在职人数", "车辆总数")


ALL = {
    "收入明细.csv": (
        "科目编码", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款", "上级补助收入",
        "事业收入", "经营收入", "附属单位上缴收入", "其他收入",
    ),
    "支出明细.csv": (
        "科目编码", "资金来源", "年初预算数", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出",
    ),
}  # fmt: skip
"""The columns of the files that have more than are filled here."""


def _write(path: Path, head: Row, rows: Iterable[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.name in ALL:
        named = [dict(zip(head, row, strict=False)) for row in rows]
        head, rows = ALL[path.name], [[row.get(column, "") for column in ALL[path.name]] for row in named]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
