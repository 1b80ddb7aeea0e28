"""English messages of collecting a whole bureau's workbooks (L…), part of `messages_en.py`."""

from __future__ import annotations

# fmt: off
MESSAGES: dict[str, tuple[str, str, str]] = {
    "L101": ("no ledger here", "there is no collecting ledger in “{path}”", "make one with workbook collect … --to, or name the folder that has it"),
    "L102": ("ledger cannot be read", "“{path}” is no ledger of collecting, or is damaged⟦: {reason}⟧", "restore it from a copy; all files are in the folder originals and can be collected anew: workbook collect OLD/originals --to NEW (name originals itself)"),
    "L103": ("ledger of a newer program", "the ledger “{path}” has version {found}, this program knows up to {expected}", "use the newer program"),
    "L104": ("disk trouble", "“{path}” cannot be read or written⟦: {reason}⟧; what was recorded is still there", "look after space and rights, then run the same command again: it goes on where it stopped"),
    "L105": ("collecting already", "another program is collecting into “{path}”", "run it again when that one has ended"),
    "L106": ("original gone", "the stored original “{path}” is no longer there and was not judged", "restore it from a copy, or have the unit hand it in again"),
    "L107": ("component missing", "this needs {name}, which is not properly installed⟦: {reason}⟧", "run pip install '.[{extra}]' in this program's folder; where it is installed already, add --force-reinstall"),
    "L108": ("no such unit", "the ledger has no unit “{name}”⟦; the nearest is “{nearest}”⟧", "workbook status lists all units; where there is more than one year, name it with --year"),
    "L109": ("no such file", "no file⟦ of unit “{name}”⟧ begins with “{text}”, or several do", "workbook decide and workbook status CAMPAIGN UNIT show fingerprints and names; write more of it, so that it fits one"),
    "L110": ("reason missing", "to choose a file that was not accepted, or to take a unit's file away, takes a reason", "add --reason"),
    "L111": ("year missing", "the register tells no year, and --year was not given", "add --year, or a column 年度 to the register"),
    "L112": ("cluster out of reach", "the scheduler “{name}” cannot be reached, or was lost on the way⟦: {reason}⟧", "check address and network, then run the same command again: it goes on where it stopped"),
    "L113": ("cannot be chosen", "the file “{text}” cannot be read, or was not judged to the end: there are no data in it to use", "choose another one, or have the unit hand it in again"),
    "L115": ("unit needed", "nobody knows yet whose file {text} is⟦; it says {nearest}⟧", "name the unit: workbook decide CAMPAIGN UNIT --choose …"),
    "L117": ("several units", "{count} units are called “{name}” or have this code: {item}", "give the year (--year), or the unit's name"),
    "L118": ("nothing to set aside", "nobody is asked whose the file “{text}” is", "workbook decide lists what is to be decided"),
    "L119": ("data of another unit", "单位.csv in the data folder {folder} says “{found}”, not “{name}” of this year", "correct 单位名称 and 年度 in 单位.csv first, then keep the data"),
    "L129": ("data were changed", "the data of {count} units were changed after they had been accepted, and the sums are of what lies in the folder now: {item}⟦, {more} more⟧", "if this was not meant, collect the unit's workbook again; values that are exported are those that were accepted"),
    "L116": ("no data to decide about", "there is nothing to decide about the data folder of {name}", "workbook decide lists what is to be decided"),
    "L125": ("not exported, to be decided", "{count} units are to be decided and were not exported: {item}⟦, {more} more⟧", "decide with workbook decide, then export again"),
    "L126": ("units missing", "{count} units of the register have not been accepted and are not in the sums: {item}⟦, {more} more⟧", "workbook status shows how each stands; roll up again when all are there"),
    "L127": ("nothing to roll up", "none of {count} units⟦ of {name} and below⟧ has been accepted", "workbook status shows how each stands; roll up when some have been accepted"),
    "L128": ("data are gone", "the data of {count} accepted units do not lie in the data folder {folder} as they count now: {item}⟦, {more} more⟧", "run workbook collect again, which puts them there from the ledger; if the folder was moved, give its place with --data"),
    "L130": ("data were left", "the file of “{name}” was taken away, but the data in the data folder “{folder}” were changed, or other files lie there, and were not removed", "look into the folder, and remove what is not wanted"),
    "L132": ("finish collecting first", "{count} files that came have not been judged, since collecting was cut off; the data in the folder cannot be kept now", "run workbook collect again to finish it, then decide this"),
    "L133": ("no longer in the register", "{count} units were in the register before and are not in this one: {item}⟦, {more} more⟧; they are asked for nothing any more, and what was accepted of them stays and is added up; a roll-up names those as not on the list and wants that explained", "nothing to do if they have been dissolved or merged (where their data are still to count, say in the roll-up why); if this register is only a part, run again with the whole one, and all is as before. Data that are not to count (such as those of a unit whose figures another one now has) are taken out with workbook decide CAMPAIGN UNIT --set-aside FILE --reason TEXT"),
    "L134": ("last year's figures of another unit", "the workbook {text} was made for “{found}” and has the figures that {found} had last year in it; they are not those of “{name}”", "hand out to “{name}” its own workbook (in the campaign's folder issued; workbook hand-out makes it) and have it filled in; the wrong file is taken away with --set-aside alone. If it is the same unit under another name, give it with --choose and a --reason, after it has been taken away from the one that has it"),
    "L135": ("the same unit", "“{text}” is “{name}” itself; the file stays where it is", "write the name or the code of another unit after --for; leave --for out if the file is only to be taken away"),
    "L121": ("collecting not finished", "the collecting is not finished (it is going on, or was cut off); this is what is known until now", "wait for its end, or run workbook collect again to finish it, then do this once more"),
    "L122": ("no register", "there is no register of units “{file}”", "check the file's name and place"),
    "L123": ("register empty", "the register of units {file} has no unit in it", "check whether it is this file; each line is one unit, with at least 单位名称"),
    "L124": ("another data folder", "the data folder was {path} and is {folder} from now on; data that were accepted before are written there, too", "what lies in the old folder is not renewed any more; if this was not meant, run again with --data and the old folder"),
    "L114": ("not annotated", "no annotated workbook can be made of the file of unit “{name}”", "follow what the list says"),
}
# fmt: on
