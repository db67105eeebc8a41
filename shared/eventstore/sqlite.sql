-- The twin of postgres.sql for one process on one machine. Triggers refuse what roles refuse there.
CREATE TABLE IF NOT EXISTS head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    position INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    demonstration INTEGER NOT NULL DEFAULT 0
);
INSERT OR IGNORE INTO head VALUES (1, 0, '', 0);

CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    stream_id TEXT NOT NULL,
    stream_version INTEGER NOT NULL,
    name TEXT NOT NULL,
    state BLOB NOT NULL,
    event_version INTEGER,
    happened_on TEXT,
    sealed BLOB,
    subject TEXT,
    person_id TEXT,
    case_ref TEXT,
    command_id TEXT,
    envelope BLOB,
    recorded_at TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS one_version_each ON events (stream_id, stream_version);
CREATE INDEX IF NOT EXISTS events_by_name ON events (name, position);
CREATE INDEX IF NOT EXISTS events_by_case ON events (case_ref, position) WHERE case_ref IS NOT NULL;

CREATE TABLE IF NOT EXISTS commands (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    digest BLOB NOT NULL,
    answer BLOB NOT NULL,
    position INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS claims (
    scope TEXT NOT NULL,
    key BLOB NOT NULL,
    stream_id TEXT NOT NULL,
    PRIMARY KEY (scope, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tracking (
    upstream TEXT PRIMARY KEY,
    position INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parked (
    upstream TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    case_ref TEXT,
    body BLOB NOT NULL,
    reason TEXT NOT NULL,
    parked_at TEXT NOT NULL,
    PRIMARY KEY (upstream, position)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS data_keys (
    subject TEXT PRIMARY KEY,
    wrapped BLOB,
    destroyed_at TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS attachments (
    subject TEXT NOT NULL,
    digest TEXT NOT NULL,
    part INTEGER NOT NULL,
    box BLOB NOT NULL,
    PRIMARY KEY (subject, digest, part)
);

CREATE TRIGGER IF NOT EXISTS attachments_stay BEFORE UPDATE ON attachments
BEGIN SELECT RAISE(ABORT, 'a file is never changed'); END;
CREATE TRIGGER IF NOT EXISTS events_stay BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER IF NOT EXISTS events_last BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'the log is never shortened'); END;
CREATE TRIGGER IF NOT EXISTS commands_stay BEFORE UPDATE ON commands
BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER IF NOT EXISTS commands_last BEFORE DELETE ON commands
BEGIN SELECT RAISE(ABORT, 'the log is never shortened'); END;
CREATE TRIGGER IF NOT EXISTS head_moves_on BEFORE UPDATE ON head WHEN NEW.position < OLD.position
BEGIN SELECT RAISE(ABORT, 'the log is never shortened'); END;
CREATE TRIGGER IF NOT EXISTS head_lasts BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'the log is never shortened'); END;
