"""Chinese words for what a system says (`system.py`), part of `messages_zh.py`."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "system_full": "磁盘已满",
    "system_quota": "超过了磁盘限额",
    "system_too_big": "超过了系统允许的文件大小",
    "system_forbidden": "没有权限",
    "system_read_only": "只能读，不能写",
    "system_gone": "没有这个文件或文件夹",
    "system_no_folder": "路径中有一段不是文件夹",
    "system_folder": "这是文件夹，不是文件",
    "system_exists": "已经有同名的文件或文件夹",
    "system_not_empty": "文件夹不是空的",
    "system_in_use": "正被别的程序占用",
    "system_long_name": "名称太长",
    "system_bad_name": "名称里有系统不允许的字符",
    "system_broken": "读写出错，磁盘或网络盘可能有故障",
    "system_many_files": "同时打开的文件太多",
    "system_no_memory": "机器的内存不够",
    "system_loop": "链接绕成了一圈",
    "system_lost": "与磁盘、网络盘或对方的连接断了",
    "system_no_answer": "对方没有应答",
    "system_closed": "打不开",
    "system_damaged": "不是台账的数据库，或已损坏",
    "system_other": "系统错误 {0}",
    "component_broken": "装了，但是不能用",
    "ended_code": "进程自己结束了，退出码 {0}",
    "ended_signal": "进程被系统信号 {0} 中止",
    "ended_killed": "进程被强行停掉（SIGKILL），多半是整台机器的内存不够",
    "ended_segv": "进程访问内存出错（SIGSEGV）",
    "ended_abort": "进程自己中止（SIGABRT）",
}
