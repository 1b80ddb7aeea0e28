"""What the entry sheets of 部门决算 are called, and which of their amounts are the same money.

The rules know the trade by this page alone; a spec without these sheets leaves them silent.
"""

from __future__ import annotations

INCOME, SPENT, CARRY, ECONOMIC, CARS = "收入明细", "支出明细", "结转结余", "经济分类支出", "三公经费"
PROJECTS, MORE, REASONS, UNIT = "项目支出", "补充资料", "预算差异原因", "单位信息"
CODE, FUND, BUDGET, FINAL, LAST = "科目编码", "资金来源", "年初预算数", "决算数", "上年决算数"
REMARK = "说明"
BEGIN, END = "年初结转和结余", "年末结转和结余"
STARTED = "单位信息.已开始填报"
"""1 as soon as an amount of this year stands in one of the two lists"""
GENERAL, OTHER = "一般公共预算", "其他资金"

INCOMES = {
    GENERAL: ("一般公共预算财政拨款",),
    "政府性基金": ("政府性基金预算财政拨款",),
    "国有资本经营预算": ("国有资本经营预算财政拨款",),
    OTHER: ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"),
}
"""资金来源 of expenditure → the columns of income that it is paid from"""

OUTLAYS = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
BASIC, PROJECT = OUTLAYS[:2]

SAME_MONEY = (
    ("30108", ("2080505",)),
    ("30109", ("2080506",)),
    ("30110", ("2101101", "2101102")),
    ("30111", ("2101103",)),
    ("30113", ("2210201",)),
)
"""经济分类 → the functional codes under which the same payments are usually booked (一般公共预算, 基本支出)"""

PUBLIC, RUNNING_COST = "一般公共预算财政拨款基本支出决算表.公用经费合计.决算数", "机关运行经费"

SAME_CARS = {
    "30212": "因公出国（境）费",
    "30217": "公务接待费",
    "30231": "公务用车运行费",
    "31013": "公务用车购置费",
}
"""经济分类 → the row of 三公经费 that usually has the same amount, or more"""

SUMS = (
    ("政府采购支出总额", ("政府采购货物支出", "政府采购工程支出", "政府采购服务支出")),
    ("授予中小企业合同金额", ("货物采购授予中小企业金额", "工程采购授予中小企业金额", "服务采购授予中小企业金额")),
)
"""补充资料: a total and its parts"""

PROCURED = (SUMS[0][0], *SUMS[0][1])
AWARDED = (SUMS[1][0], "授予小微企业合同金额", *SUMS[1][1])
"""补充资料: what was procured, and what of it was awarded to small enterprises, each total first"""

RUNNING = ("燃料费", "维修费", "过桥过路费", "保险费", "其他运行费")
"""补充资料: the parts of 公务用车运行费"""

COUNTS = {
    "因公出国（境）费": ("因公出国（境）团组数", "因公出国（境）人次"),
    "公务用车购置费": ("公务用车购置数",),
    "公务用车运行费": RUNNING,
    "公务接待费": ("国内公务接待批次", "国内公务接待人次", "外宾接待批次", "外宾接待人次"),
}
"""The rows of 三公经费, from above → what there is of them in 补充资料 only where there is such expenditure"""

WORDS = {
    "因公出国（境）费": ("因公出国（境）事项", "因公出国（境）费与上年变动原因", "因公出国（境）费与预算差异原因"),
    "公务用车购置费": ("公务用车购置费与预算差异原因",),
    "公务用车运行费": ("公务用车运行费与预算差异原因",),
    "公务接待费": ("公务接待事项", "公务接待费与上年变动原因", "公务接待费与预算差异原因"),
}
"""The same for texts"""
