-- The ledger's first schema. Never edited once released: what changes comes as the next file.
--
-- Times are milliseconds since 1970 (UTC). Every ID of the service is text.

CREATE TABLE submissions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file_name TEXT NOT NULL,
    file_sha256 TEXT NOT NULL CHECK (length(file_sha256) = 64),
    sheet TEXT,
    mapping TEXT NOT NULL CHECK (json_valid(mapping)),
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    connection_id TEXT NOT NULL,
    connection_name TEXT NOT NULL,
    host TEXT NOT NULL,
    signing_user TEXT NOT NULL,
    scheme TEXT NOT NULL,
    created INTEGER NOT NULL,
    batch_size INTEGER NOT NULL CHECK (batch_size BETWEEN 1 AND 1000),
    -- Counted while the sheet was read in; the users are counted against it ever after.
    in_sheet INTEGER NOT NULL DEFAULT 0 CHECK (in_sheet >= 0),
    -- The users of a submission stand together: from the first to the last ID, in the order of the sheet.
    first_user INTEGER NOT NULL,
    last_user INTEGER NOT NULL,
    -- Set in the transaction that forgets the submission; users cannot be deleted without it.
    forgetting INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    submission_id INTEGER NOT NULL REFERENCES submissions (id),
    number INTEGER NOT NULL CHECK (number > 0),
    label TEXT NOT NULL,
    parent_id INTEGER REFERENCES batches (id),
    first_row INTEGER NOT NULL,
    last_row INTEGER NOT NULL,
    -- Its users are those between these two that name it: found without an index, which would cost each planning a
    -- quarter of its time. Rows left out at planning stand between them.
    first_user INTEGER NOT NULL,
    last_user INTEGER NOT NULL CHECK (last_user >= first_user),
    users INTEGER NOT NULL CHECK (users BETWEEN 1 AND 1000),
    state TEXT NOT NULL DEFAULT 'queued' CHECK (
        state IN ('queued', 'sending', 'accepted', 'finished', 'refused', 'unknown', 'left_out', 'split')
    ),
    task_id TEXT CHECK (task_id <> ''),
    why TEXT,
    accepted INTEGER,
    finished INTEGER,
    polled INTEGER,
    task_status TEXT,
    task_total INTEGER,
    task_success INTEGER,
    task_failed INTEGER,
    task_skipped INTEGER,
    UNIQUE (submission_id, number),
    UNIQUE (submission_id, id),
    CHECK ((state IN ('accepted', 'finished')) = (task_id IS NOT NULL)),
    CHECK ((state IN ('accepted', 'finished')) = (accepted IS NOT NULL)),
    CHECK ((state = 'finished') = (finished IS NOT NULL)),
    CHECK (state NOT IN ('unknown', 'left_out') OR why IS NOT NULL)
) STRICT;

CREATE INDEX children ON batches (parent_id) WHERE parent_id IS NOT NULL;

-- Every row of the sheet. Exactly one of two things is true: it is in a batch, or it says why it was left out.
CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    submission_id INTEGER NOT NULL,
    batch_id INTEGER,
    row INTEGER NOT NULL,
    firstname TEXT NOT NULL,
    surname TEXT,
    phone TEXT NOT NULL,
    phone_key TEXT NOT NULL,
    email TEXT,
    password TEXT,
    extra TEXT,
    left_out TEXT,
    CHECK ((batch_id IS NULL) = (left_out IS NOT NULL)),
    FOREIGN KEY (submission_id, batch_id) REFERENCES batches (submission_id, id)
) STRICT;

CREATE TABLE attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL REFERENCES batches (id),
    trace_id TEXT NOT NULL UNIQUE,
    x_date TEXT NOT NULL,
    started INTEGER NOT NULL,
    outcome TEXT CHECK (outcome IN ('accepted', 'refused', 'not_processed', 'unknown')),
    why TEXT,
    http_status INTEGER,
    code TEXT,
    message TEXT,
    task_id TEXT,
    ended INTEGER,
    duration_ms INTEGER,
    CHECK ((outcome IS NULL) = (ended IS NULL)),
    CHECK ((outcome IS 'accepted') = (task_id IS NOT NULL))
) STRICT;

CREATE INDEX attempts_of_batch ON attempts (batch_id);
CREATE UNIQUE INDEX one_open_attempt ON attempts (batch_id) WHERE outcome IS NULL;

-- What was decided about a batch whose last attempt ended in the dark, and by whom.
CREATE TABLE settlements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL REFERENCES batches (id),
    attempt_id INTEGER NOT NULL UNIQUE REFERENCES attempts (id),
    decision TEXT NOT NULL CHECK (decision IN ('send_again', 'accepted', 'leave_out')),
    decided_by TEXT NOT NULL CHECK (decided_by IN ('person', 'receipt')),
    task_id TEXT,
    decided INTEGER NOT NULL,
    CHECK ((decision = 'accepted') = (task_id IS NOT NULL)),
    -- A receipt proves an acceptance and nothing else.
    CHECK (decided_by = 'person' OR decision = 'accepted')
) STRICT;

CREATE INDEX settlements_of_batch ON settlements (batch_id);

CREATE TABLE results (
    user_id INTEGER PRIMARY KEY REFERENCES users (id),
    state TEXT NOT NULL CHECK (state IN ('pending', 'success', 'failed', 'skipped')),
    subtask_id TEXT,
    registered_id TEXT,
    code TEXT,
    reason TEXT,
    updated INTEGER NOT NULL
) STRICT;

-- Results that no user of the batch answers to.
CREATE TABLE stray_results (
    id INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES batches (id),
    phone TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'success', 'failed', 'skipped')),
    subtask_id TEXT,
    registered_id TEXT,
    code TEXT,
    reason TEXT,
    updated INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX stray_once ON stray_results (batch_id, phone, coalesce(subtask_id, ''));

CREATE TABLE drafts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file_name TEXT NOT NULL,
    source_path TEXT,
    content BLOB,
    state TEXT NOT NULL CHECK (json_valid(state)),
    updated INTEGER NOT NULL
) STRICT;

CREATE TABLE mappings (
    shape TEXT PRIMARY KEY,
    mapping TEXT NOT NULL CHECK (json_valid(mapping)),
    updated INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------------------------------
-- The rules. The program keeps them by itself; these hold when it has a bug.

CREATE TRIGGER a_batch_begins_queued BEFORE INSERT ON batches
WHEN NEW.state <> 'queued'
BEGIN
    SELECT raise(ABORT, 'a batch begins queued');
END;

CREATE TRIGGER only_these_steps BEFORE UPDATE OF state ON batches
WHEN (OLD.state || '>' || NEW.state) NOT IN (
    'queued>sending', 'queued>left_out', 'queued>split', 'queued>refused',
    'sending>accepted', 'sending>refused', 'sending>queued', 'sending>unknown',
    'accepted>finished',
    'refused>queued', 'refused>split',
    'unknown>queued', 'unknown>accepted', 'unknown>left_out'
)
BEGIN
    SELECT raise(ABORT, 'a batch does not go from that state to this one');
END;

-- Written before it happens: no batch is sent whose attempt is not in the ledger.
CREATE TRIGGER sending_needs_an_attempt BEFORE UPDATE OF state ON batches
WHEN NEW.state = 'sending'
    AND NOT EXISTS (SELECT 1 FROM attempts WHERE batch_id = NEW.id AND outcome IS NULL)
BEGIN
    SELECT raise(ABORT, 'an attempt is written down before it is sent');
END;

-- What was refused as a whole may be taken apart further, and given up, without asking the service about each part.
CREATE TRIGGER only_unsent_parts_skip_sending BEFORE UPDATE OF state ON batches
WHEN OLD.state = 'queued' AND NEW.state IN ('split', 'refused')
    AND (OLD.parent_id IS NULL OR EXISTS (SELECT 1 FROM attempts WHERE batch_id = NEW.id))
BEGIN
    SELECT raise(ABORT, 'only a part of a refused batch that was never sent skips being sent');
END;

-- What the batch becomes is what its attempt came to.
CREATE TRIGGER sending_ends_with_its_attempt BEFORE UPDATE OF state ON batches
WHEN OLD.state = 'sending' AND NEW.state <> 'sending'
    AND NOT EXISTS (
        SELECT 1 FROM attempts
        WHERE id = (SELECT max(id) FROM attempts WHERE batch_id = NEW.id)
            AND outcome = CASE NEW.state WHEN 'queued' THEN 'not_processed' ELSE NEW.state END
            AND task_id IS NEW.task_id
    )
BEGIN
    SELECT raise(ABORT, 'a batch becomes what its attempt came to');
END;

-- Nothing unclear is sent twice without somebody's word.
CREATE TRIGGER unknown_needs_a_word BEFORE UPDATE OF state ON batches
WHEN OLD.state = 'unknown'
    AND NOT EXISTS (
        SELECT 1 FROM settlements
        WHERE attempt_id = (SELECT max(id) FROM attempts WHERE batch_id = NEW.id)
            AND decision = CASE NEW.state WHEN 'queued' THEN 'send_again' WHEN 'left_out' THEN 'leave_out' ELSE NEW.state END
            AND task_id IS NEW.task_id
    )
BEGIN
    SELECT raise(ABORT, 'an unknown batch waits for a word');
END;

CREATE TRIGGER a_split_has_no_users BEFORE UPDATE OF state ON batches
WHEN NEW.state = 'split'
    AND EXISTS (SELECT 1 FROM users WHERE id BETWEEN NEW.first_user AND NEW.last_user AND batch_id = NEW.id)
BEGIN
    SELECT raise(ABORT, 'a split batch has handed its users on');
END;

CREATE TRIGGER a_task_id_stays BEFORE UPDATE OF task_id ON batches
WHEN OLD.task_id IS NOT NULL AND NEW.task_id IS NOT OLD.task_id
BEGIN
    SELECT raise(ABORT, 'a task ID is never changed');
END;

CREATE TRIGGER an_attempt_begins_open BEFORE INSERT ON attempts
WHEN NEW.outcome IS NOT NULL OR (SELECT state FROM batches WHERE id = NEW.batch_id) <> 'queued'
BEGIN
    SELECT raise(ABORT, 'an attempt begins open, on a queued batch');
END;

CREATE TRIGGER an_attempt_ends_once BEFORE UPDATE ON attempts
WHEN OLD.outcome IS NOT NULL
BEGIN
    SELECT raise(ABORT, 'an attempt ends once');
END;

CREATE TRIGGER an_attempt_keeps_its_trace BEFORE UPDATE OF id, batch_id, trace_id, x_date, started ON attempts
BEGIN
    SELECT raise(ABORT, 'what was sent is not rewritten');
END;

CREATE TRIGGER users_go_only_to_children BEFORE UPDATE OF batch_id ON users
WHEN OLD.batch_id IS NULL
    OR NOT EXISTS (
        SELECT 1 FROM batches
        WHERE id = NEW.batch_id AND parent_id = OLD.batch_id AND NEW.id BETWEEN first_user AND last_user
    )
    OR NOT EXISTS (
        SELECT 1 FROM batches b
        WHERE b.id = OLD.batch_id
            AND (
                b.state = 'refused'
                OR (b.state = 'queued' AND b.parent_id IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM attempts WHERE batch_id = b.id))
            )
    )
BEGIN
    SELECT raise(ABORT, 'users go from a refused batch to its halves and nowhere else');
END;

CREATE TRIGGER users_are_fixed_before_they_are_sent
BEFORE UPDATE OF firstname, surname, phone, phone_key, email ON users
WHEN OLD.batch_id IS NULL OR (SELECT state FROM batches WHERE id = OLD.batch_id) NOT IN ('queued', 'refused')
BEGIN
    SELECT raise(ABORT, 'what was sent is not rewritten');
END;

CREATE TRIGGER users_stay_where_they_are BEFORE UPDATE OF id, submission_id, row, left_out ON users
BEGIN
    SELECT raise(ABORT, 'a row of the sheet keeps its place');
END;

CREATE TRIGGER a_batch_keeps_its_span BEFORE UPDATE OF id, submission_id, first_user, last_user, users ON batches
BEGIN
    SELECT raise(ABORT, 'a batch keeps its users');
END;

-- A lost row is a bug.
CREATE TRIGGER users_leave_only_when_forgotten BEFORE DELETE ON users
WHEN NOT (SELECT forgetting FROM submissions WHERE id = OLD.submission_id)
BEGIN
    SELECT raise(ABORT, 'users leave only with their submission');
END;

CREATE TRIGGER batches_leave_after_their_users BEFORE DELETE ON batches
WHEN NOT (SELECT forgetting FROM submissions WHERE id = OLD.submission_id)
    OR EXISTS (SELECT 1 FROM users WHERE id BETWEEN OLD.first_user AND OLD.last_user AND batch_id = OLD.id)
BEGIN
    SELECT raise(ABORT, 'batches leave only with their submission, after their users');
END;

CREATE TRIGGER results_come_after_acceptance BEFORE INSERT ON results
WHEN (
    SELECT b.state FROM users u JOIN batches b ON b.id = u.batch_id WHERE u.id = NEW.user_id
) IS NOT 'accepted'
AND (
    SELECT b.state FROM users u JOIN batches b ON b.id = u.batch_id WHERE u.id = NEW.user_id
) IS NOT 'finished'
BEGIN
    SELECT raise(ABORT, 'a result needs an accepted batch');
END;
