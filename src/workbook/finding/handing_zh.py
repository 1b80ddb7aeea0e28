"""Chinese messages of handing out workbooks (H…), part of `messages_zh.py`."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    "H101": (
        "单位编码重复",
        "单位编码“{item}”也是“{first}”的编码，交回时不能靠编码认出单位",
        "请在名册中核对两个单位的编码；确实没有编码的留空",
    ),
    "H102": (
        "发出的文件已被改动",
        "“{file}”发出以后有人改动过，没有重新生成",
        "里面可能已经填了数，请先收回；确定不要的，加上 --replace",
    ),
    "H103": (
        "名册中已没有这个单位",
        "以前的名册里有这个单位，这次的没有；发出的工作簿保留",
        "单位确已撤销的，不需要处理；漏列的，请补进名册后再运行一次",
    ),
}
