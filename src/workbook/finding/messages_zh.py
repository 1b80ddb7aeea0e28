"""Chinese messages: code → (short title, what and why, what to do).

`{fact}` is filled from the finding; a piece in ⟦ ⟧ is left out when one of its facts is not given.
"""

from __future__ import annotations

from workbook.finding import (
    campaign_zh,
    checking_zh,
    forward_zh,
    handing_zh,
    importing_zh,
    judge_zh,
    reading_zh,
    rolling_zh,
    specs_zh,
)

MESSAGES: dict[str, tuple[str, str, str]] = {
    # ---- reading and compiling specs
    **specs_zh.MESSAGES,
    # ---- reading data
    "D101": ("没有数据文件", "没有数据文件“{file}”⟦，{reason}⟧", "如有内容请补上该文件；没有内容则不必处理"),
    "D102": ("编码不对", "文件“{file}”既不是 UTF-8 也不是 GB18030 编码⟦：{reason}⟧", "请在表格程序中另存为“CSV UTF-8”"),
    "D103": (
        "列名不认识",
        "列“{column}”不是“{sheet}”的填报列，其中的数据不会被采用⟦：{reason}⟧",
        "⟦您要写的是不是“{nearest}”？⟧请改列名或删去该列",
    ),
    "D104": ("缺少列", "“{sheet}”的数据缺少列“{column}”", "请在表头补上该列"),
    "D105": (
        "不是数",
        "“{column}”的“{text}”不是数",
        "⟦看来是 {would_be}，⟧请改成不带千分符、单位和空格的半角数字，如 1408.78",
    ),
    "D106": ("不在选项中", "“{column}”的“{text}”不在选项中", "请从这些选项中选：{choices}⟦（最接近：“{nearest}”）⟧"),
    "D107": ("项目重复", "“{item}”出现两次⟦（前一次在第 {first} 行）⟧，不知道用哪个", "请只留一行"),
    "D108": (
        "项目不认识",
        "“{item}”不是“{sheet}”的项目，其中的数据不会被采用⟦：{reason}⟧",
        "⟦您要写的是不是“{nearest}”？⟧请改正名称或删去该行",
    ),
    "D109": ("小数位太多", "“{column}”的金额“{text}”多于两位小数", "请四舍五入到两位⟦，如 {would_be}⟧"),
    "D110": (
        "编码不合规",
        "“{column}”的编码“{text}”不合规，应当是 {expected} 位半角数字",
        "⟦看来是 {would_be}，⟧请改正编码",
    ),
    "D111": (
        "编码不在代码表中",
        "编码“{text}”不在代码表“{list}”中，名称带不出来",
        "⟦相近的编码：{nearest}；⟧请核对编码，确属新科目的请加入代码表",
    ),
    "D112": ("缺少单位信息", "单位信息缺少“{item}”⟦：{reason}⟧", "请在“{file}”中填写⟦，例如 {example}⟧"),
    "D113": (
        "一行的格数不对",
        "这一行⟦有 {found} 格，表头有 {expected} 格⟧⟦{reason}⟧",
        "请检查漏写或多写的逗号，含逗号的文字要加半角双引号",
    ),
    "D114": ("数超出范围", "“{column}”的“{text}”超出范围，应当是{expected}", "请核对后改正"),
    "D115": ("文字放不进单元格", "“{column}”的文字{reason}：“{text}”", "请删去这些字符或缩短文字"),
    "D116": ("必填项空着", "“{column}”是必填的，这一行没有填", "请补填；缺了它，这一行进不了按它汇总的数"),
    # ---- evaluating
    "E001": ("公式得出错误值", "公式得出错误值 {value}⟦：“{formula}”⟧", "请核对它引用的数据⟦（{reason}）⟧"),
    "E002": ("公式无法计算", "公式“{formula}”无法计算⟦：{reason}⟧", "请改用通用的函数和写法"),
    "E003": ("计算成环", "计算中出现循环⟦：{path}⟧", "请去掉其中一处引用"),
    # ---- generating
    "G101": ("无法写出", "“{file}”写不出来⟦：{reason}⟧", "请关闭正打开它的程序，或换一个可以写的位置"),
    "G102": (
        "没有可做的事",
        "没有找到要处理的数据⟦：{reason}⟧",
        "请给出含有“单位.csv”的数据文件夹，或用 --blank 生成空表",
    ),
    "G103": ("文件已存在", "“{file}”⟦等 {count} 个文件⟧已经存在，不会覆盖", "请换一个文件夹，或先移走它"),
    "G104": ("用法不对", "命令的写法不对：{reason}⟦（{text}）⟧", "用 {help} 查看用法"),
    "G105": (
        "程序出错",
        "没有料到的错误⟦：{kind}⟧⟦（{reason}）⟧",
        "加上 --debug 再运行一次可以看到细节，请把它和所用的数据一起交给维护人员",
    ),
    "G106": ("没有生成工作簿", "有 {count} 处错误，没有写出工作簿", "请改正上面的错误后重新生成"),
    "G107": ("已中断", "操作被中断，没有写完的文件已经清除", "需要时重新运行即可"),
    "G108": (
        "名称不认识",
        "“{name}”不是这本工作簿里任何单元格的名称",
        "⟦您要的是不是“{nearest}”？⟧用 workbook values 可以列出全部名称",
    ),
    "G111": ("超时", "{limit} 秒之内没有核对完，已经停止", "请确认是不是填报的工作簿；是的，用 --timeout 给更长的时间"),
    "G112": (
        "内存不够",
        "核对需要的内存超过 {limit} MB，已经停止",
        "请确认是不是填报的工作簿；是的，用 --memory 给更多的内存",
    ),
    "G115": (
        "工作簿太大",
        "工作簿有 {count} 个{what}，超过读回时 {limit} 个的上限，填好后不能核对",
        "请减少录入表的行数，或分成几个单位填报",
    ),
    # ---- matching and judging filled workbooks
    **checking_zh.MESSAGES,
    # ---- reading foreign workbooks
    **reading_zh.MESSAGES,
    # ---- what only an importer can see
    **judge_zh.MESSAGES,
    # ---- from one year to the next
    **forward_zh.MESSAGES,
    # ---- importing and handing back
    **importing_zh.MESSAGES,
    # ---- rolling up
    **rolling_zh.MESSAGES,
    # ---- handing out
    **handing_zh.MESSAGES,
    **campaign_zh.MESSAGES,
}

WORDS: dict[str, str] = {
    "blank": "（空）",
    "text": "文字",
    "mapping": "“键: 值”的若干行",
    "list": "一列值，如 [甲, 乙]",
    "whole": "整数",
    "number": "数",
    "bool": "true 或 false",
    "one_of": "下列之一：{0}",
    "at_least": "不小于 {0} 的数",
    "at_most": "不大于 {0} 的数",
    "between": "{0} 到 {1} 之间的数",
    "more_than": "大于 {0} 的数",
    "less_than": "小于 {0} 的数",
    "two_numbers": "两个数，如 [80, 100]",
    "valid": "可用的值",
    "column": "列的说明：类型、=公式或“键: 值”",
    "row": "行的说明：类型、=公式或“键: 值”",
    "digits": "半角数字",
    "colon": "键后面缺少半角冒号和空格（“键: 值”）",
    "nested_colon": "一行里有两个冒号，或上一行没有写完",
    "bracket": "方括号或花括号里缺少逗号或没有收尾",
    "quote": "引号没有成对",
    "bad_start": "值不能以这个字符开头，需要加引号",
    "bad_escape": "双引号里的反斜杠写法不对",
    "structure": "行的层次对不上",
    "end": "文件在没写完的地方结束了",
    "several": "一个文件只能是一页，不能用 --- 分成几页",
    "anchor": "不使用锚点、别名和标签（&、*、!）",
    "deep": "层次太深",
    "empty": "这一页是空的",
    "too_long": "超过 32767 个字符",
    "control": "含有看不见的控制字符",
    "complex_key": "键必须是一段文字",
    "missing": "没有这个文件",
    "cells": "单元格",
    "elements": "文件元素",
    "characters": "公式字符",
    "no_folder": "没有这个文件夹",
    "not_utf8": "不是 UTF-8 编码，请另存为 UTF-8",
    "too_big": "文件太大",
    "no_base": "没有这个名称的模板",
    "extends_itself": "继承的次序绕了一圈又回到自己",
    "nothing_inherited": "没有继承到这个名称",
    "no_such_page": "没有继承到这个路径的页面",
    "nothing_to_omit": "没有继承到这个路径的页面，无从去掉",
    "taken_over": "页面“{0}”已经接着改它了",
    "outside": "不在模板的文件夹之内",
    "unreadable": "无法打开",
    "treated_blank": "按没有填写处理",
    "computed": "由公式计算，数据文件里的值不采用",
    "csv_quote": "半角双引号没有成对",
    "tab_long": "超过 {0} 个字符",
    "tab_sign": "含有“{0}”",
    "tab_quote": "以半角单引号开头或结尾",
    "tab_history": "History 是 Excel 的保留名称",
    "unit_file": "没有名为“单位.csv”的文件",
    "which_spec": "有几个模板，不知道用哪个：{0}",
    "one_file": "要生成几本工作簿，-o 应当是文件夹",
    "data_or_blank": "--data 与 --blank 只能用一个",
    "no_workbooks": "“{0}”里没有工作簿",
    "force_reason": "--force 和 --reason 要一起用，写明照现状导入的理由",
    "no_option": "没有“{0}”这个选项",
    "no_command": "没有“{0}”这个命令",
    "no_value": "缺少 {0}",
    "bad_value": "{0} 的值不能用",
    "usage": "参数不对",
    **checking_zh.WORDS,
    **reading_zh.WORDS,
    **judge_zh.WORDS,
}
