"""The ledger's tables. Order is told by numbers that only grow, never by times, which are kept to be read by people."""

from __future__ import annotations

VERSION = 3
"""Of the tables; stands in the file's user_version."""

TABLES = """
-- one line for each year that the campaign collects
CREATE TABLE campaigns (
  year TEXT PRIMARY KEY,
  spec TEXT NOT NULL DEFAULT ''            -- the template's name, as its first accepted workbook says
);
-- what holds for the whole folder: where data go
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);

-- who has to hand in; from a register, or from what came
CREATE TABLE units (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  year TEXT NOT NULL REFERENCES campaigns(year),
  key TEXT NOT NULL,                       -- the name without blanks, width and case
  name TEXT NOT NULL,
  code TEXT NOT NULL DEFAULT '',
  parent TEXT NOT NULL DEFAULT '',
  money_unit TEXT NOT NULL DEFAULT '',
  contact TEXT NOT NULL DEFAULT '',
  registered INTEGER NOT NULL DEFAULT 0,   -- 1: stands in the register; 2: stood in an earlier one
  folder TEXT NOT NULL DEFAULT '',         -- of its data, below the year
  current INTEGER REFERENCES submissions(seq),   -- whose values count
  published INTEGER REFERENCES submissions(seq), -- whose data lie in the data folder
  written TEXT NOT NULL DEFAULT '',        -- a hash over the data files as they were written there,
                                           -- and while that goes on, of those that come, after a blank
  UNIQUE (year, key)
);
-- workbooks handed out
CREATE TABLE issued (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  unit INTEGER NOT NULL REFERENCES units(id),
  template TEXT NOT NULL,
  hash TEXT NOT NULL,                      -- over the template's files
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  inputs TEXT NOT NULL,                    -- a hash over all that it was made of
  after_run INTEGER NOT NULL,              -- the last collecting before it, 0: none
  time TEXT NOT NULL
);
-- one line for each collecting; one that was cut off stays open and is gone on with
CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  state TEXT NOT NULL CHECK (state IN ('open', 'done')),
  inbox TEXT NOT NULL,                     -- JSON: as it was given
  summary TEXT NOT NULL DEFAULT '',        -- JSON: its counts
  started TEXT NOT NULL,
  finished TEXT NOT NULL DEFAULT ''
);
-- one line for each content that ever came, by its hash
CREATE TABLE submissions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  first_run INTEGER NOT NULL REFERENCES runs(id),
  run INTEGER NOT NULL REFERENCES runs(id),  -- in which it was judged
  first_seen TEXT NOT NULL,
  verdict TEXT NOT NULL DEFAULT '' CHECK (verdict IN ('', 'accepted', 'explain', 'rejected', 'unreadable')),
  again TEXT NOT NULL DEFAULT '',          -- why another try may end otherwise: time, memory, spec, crash
  allowed REAL NOT NULL DEFAULT 0,         -- the seconds or megabytes that were not enough
  year TEXT NOT NULL DEFAULT '',
  unit INTEGER REFERENCES units(id),
  unit_by TEXT NOT NULL DEFAULT '',        -- how the unit was known: identity, file name, decision,
                                           -- aside: a person took the file away from one
  made_for TEXT NOT NULL DEFAULT '',       -- the unit that the workbook was made for
  typed TEXT NOT NULL DEFAULT '',          -- the unit's name as it was typed
  code TEXT NOT NULL DEFAULT '',
  spec TEXT NOT NULL DEFAULT '',
  spec_hash TEXT NOT NULL DEFAULT '',
  made_with TEXT NOT NULL DEFAULT '',      -- spec and hash that the file names
  made_hash TEXT NOT NULL DEFAULT '',
  errors INTEGER NOT NULL DEFAULT 0,
  warnings INTEGER NOT NULL DEFAULT 0,
  settled INTEGER NOT NULL DEFAULT 0,      -- what follows from the verdict has been done
  same_as INTEGER REFERENCES submissions(seq)  -- other bytes, the same values
);
CREATE INDEX submissions_of_unit ON submissions (unit);
CREATE INDEX submissions_of_run ON submissions (run);
-- the names under which a content came
CREATE TABLE names (
  submission INTEGER NOT NULL REFERENCES submissions(seq),
  name TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES runs(id),
  PRIMARY KEY (submission, name)
);
-- what was looked at and not judged, as it came
CREATE TABLE IF NOT EXISTS aside (
  name TEXT NOT NULL,
  why TEXT NOT NULL,                       -- owner, hidden, system: left aside; own: we have written in it
                                           -- archive: the files in it were taken
  sha256 TEXT NOT NULL,                    -- '' where there is no content, or none that could be read
  run INTEGER NOT NULL REFERENCES runs(id),  -- in which it came first
  PRIMARY KEY (name, why, sha256)
) WITHOUT ROWID;
-- findings as facts, so that they can be told in any language
CREATE TABLE findings (
  submission INTEGER NOT NULL REFERENCES submissions(seq),
  number INTEGER NOT NULL,                 -- in the order in which to mend them
  code TEXT NOT NULL,
  level INTEGER NOT NULL,                  -- 1 info, 2 warning, 3 error, 4 fatal
  sheet TEXT NOT NULL,
  cell TEXT NOT NULL,
  name TEXT NOT NULL,
  facts TEXT NOT NULL,                     -- JSON: what the message is made of
  told TEXT NOT NULL,                      -- JSON: cells, count, labels, both sides, what follows from it
  PRIMARY KEY (submission, number)
) WITHOUT ROWID;
-- what a judged workbook holds, packed (zlib over JSON)
CREATE TABLE contents (
  submission INTEGER PRIMARY KEY REFERENCES submissions(seq),
  digest TEXT NOT NULL,                    -- over the data files: equal digests are equal values
  files BLOB NOT NULL,                     -- name → text of each data file
  cells BLOB NOT NULL                      -- name, kind and text of each named cell
);
-- a newer file of the same unit, and what it changed
CREATE TABLE supersedes (
  newer INTEGER NOT NULL REFERENCES submissions(seq),
  older INTEGER NOT NULL REFERENCES submissions(seq),
  differences TEXT NOT NULL,               -- JSON: name, old, new
  PRIMARY KEY (newer, older)               -- by a decision a file takes more than one's place
);
-- what only a person can decide
CREATE TABLE conflicts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  year TEXT NOT NULL DEFAULT '',
  unit INTEGER REFERENCES units(id),
  kind TEXT NOT NULL CHECK (kind IN ('values', 'identity', 'data')),
  run INTEGER NOT NULL REFERENCES runs(id),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'decided')),
  facts TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE conflict_members (
  conflict INTEGER NOT NULL REFERENCES conflicts(id),
  submission INTEGER NOT NULL REFERENCES submissions(seq),
  PRIMARY KEY (conflict, submission)
) WITHOUT ROWID;
CREATE TABLE decisions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  unit INTEGER REFERENCES units(id),       -- for which it was chosen; none with a submission: it was given to its unit
  submission INTEGER REFERENCES submissions(seq),  -- the chosen one, none: set aside
  conflict INTEGER REFERENCES conflicts(id),
  reason TEXT NOT NULL,
  time TEXT NOT NULL,
  done INTEGER NOT NULL DEFAULT 0          -- the data folder has followed; later data there are not replaced for it
);
"""

NEWER = """
ALTER TABLE units ADD COLUMN written TEXT NOT NULL DEFAULT '';
ALTER TABLE decisions ADD COLUMN done INTEGER NOT NULL DEFAULT 0;
UPDATE decisions SET done=1 WHERE submission IN (SELECT published FROM units);
ALTER TABLE supersedes RENAME TO one_only;
CREATE TABLE supersedes (
  newer INTEGER NOT NULL REFERENCES submissions(seq),
  older INTEGER NOT NULL REFERENCES submissions(seq),
  differences TEXT NOT NULL,
  PRIMARY KEY (newer, older)
);
INSERT INTO supersedes SELECT newer, older, differences FROM one_only;
DROP TABLE one_only;
"""
"""What a ledger of version 2 has not."""

CODES = "CREATE INDEX IF NOT EXISTS units_of_code ON units (year, code)"
"""Whose a code is, is asked for every file; a ledger gets it when somebody next collects or hands out."""
