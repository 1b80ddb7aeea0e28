"""Chinese messages of importing filled workbooks and handing them back (I…), part of `messages_zh.py`."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    "I101": (
        "没有导入",
        "有 {count} 处错误，没有导入",
        "请改正后重新导入；必须照现状导入的，用 --force 并以 --reason 写明原因",
    ),
    "I102": (
        "与已有数据不同",
        "“{folder}”已有这个单位的数据，与文件相差 {count} 处，没有改动",
        "请逐项核对；确定以文件为准的，加上 --replace",
    ),
    "I103": ("没有变化", "“{folder}”里的数据与文件相同，没有改动", "不需要处理"),
    "I104": ("强制导入", "带着 {count} 处错误导入，理由是“{reason}”，已记入“{folder}”的导入记录", "请改正后重新导入"),
    "I105": ("存不下的值", "“{text}”存进数据文件后读出来是“{other}”", "请改正这个值，使它符合该栏的要求"),
    "I106": ("原件变了", "文件在读取之后又被改动，没有导入", "请关闭正打开它的程序，再导入一次"),
    "I107": ("没有写出批注", "文件读不到能写批注的程度，没有写出工作簿", "请先解决上面的问题"),
    "I108": ("会盖住原件", "“{file}”就是要批注的文件，不会覆盖", "请用 -o 给出另一个文件名"),
}
