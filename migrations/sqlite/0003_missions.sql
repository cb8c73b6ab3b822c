-- Missions, their items, and the durable queue of submissions.
create table missions (
    id blob primary key,
    course_id blob not null references courses (id),
    slug text not null,
    kind text not null check (kind in ('quiz', 'assignment', 'midterm', 'final')),
    title text not null,
    language text not null,
    statement text not null,                       -- Markdown
    pass_percent integer not null,
    archived_at text,
    updated_at text not null,
    unique (course_id, slug)
) strict;

create table mission_items (
    id blob primary key,
    mission_id blob not null references missions (id),
    name text not null,
    kind text not null check (kind in ('choice', 'code')),
    title text not null,
    position integer not null,
    points integer not null,                       -- milli-points
    attempts integer,                              -- null: no limit
    statement text not null,                       -- Markdown
    explanation text not null,                     -- Markdown, shown after grading
    choices text not null,                         -- JSON, without what is right
    multiple integer not null check (multiple in (0, 1)),
    language text not null,
    entry text not null,
    starter text not null,                         -- JSON list of files
    solution text not null,                        -- JSON list of files; never leaves the staff's pages
    grader text not null,                          -- a plugin's id
    config text not null,                          -- JSON for the grader; never leaves the staff's pages
    limits text not null,                          -- JSON
    samples text not null,                         -- JSON, what the grader's check said
    archived_at text,
    unique (mission_id, name)
) strict;

create table submissions (
    id blob primary key,
    user_id blob not null references users (id),
    item_id blob not null references mission_items (id),
    purpose text not null check (purpose in ('samples', 'full')),
    language text not null,
    entry text not null,
    files text not null,                           -- JSON list of files
    answer text,                                   -- JSON
    created_at text not null,
    -- the queue
    state text not null check (state in ('queued', 'running', 'done', 'failed')),
    turn integer not null,                         -- how many of the learner's own were waiting before it
    available_at text not null,
    tries integer not null,
    lease_token blob,
    lease_until text,
    started_at text,
    finished_at text,
    fault text,                                    -- for the staff: why the last try failed
    -- the verdict
    verdict text,
    score integer,                                 -- milli-points
    max_score integer,
    fuel integer,
    peak_memory integer,                           -- bytes
    report text,                                   -- JSON, byte for byte as graded
    grader_id text,
    grader_version text,
    grader_digest text,
    runtime_id text,
    runtime_version text,
    runtime_digest text
) strict;
create index submissions_by_learner on submissions (user_id, item_id, created_at);
create index submissions_by_item on submissions (item_id, created_at);
create index submissions_waiting on submissions (turn, created_at) where state in ('queued', 'running');
