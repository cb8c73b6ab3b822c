-- Missions, their items, and the durable queue of submissions.
create table missions (
    id uuid primary key,
    course_id uuid not null references courses (id),
    slug text collate "C" not null,
    kind text not null check (kind in ('quiz', 'assignment', 'midterm', 'final')),
    title text not null,
    language text not null,
    statement text not null,                       -- Markdown
    pass_percent bigint not null,
    archived_at timestamptz,
    updated_at timestamptz not null,
    unique (course_id, slug)
);

create table mission_items (
    id uuid primary key,
    mission_id uuid not null references missions (id),
    name text collate "C" not null,
    kind text not null check (kind in ('choice', 'code')),
    title text not null,
    position bigint not null,
    points bigint not null,                       -- milli-points
    attempts bigint,                              -- null: no limit
    statement text not null,                       -- Markdown
    explanation text not null,                     -- Markdown, shown after grading
    choices text not null,                         -- JSON, without what is right
    multiple boolean not null,
    language text not null,
    entry text not null,
    starter text not null,                         -- JSON list of files
    solution text not null,                        -- JSON list of files; never leaves the staff's pages
    grader text not null,                          -- a plugin's id
    config text not null,                          -- JSON for the grader; never leaves the staff's pages
    limits text not null,                          -- JSON
    samples text not null,                         -- JSON, what the grader's check said
    archived_at timestamptz,
    unique (mission_id, name)
);

create table submissions (
    id uuid primary key,
    user_id uuid not null references users (id),
    item_id uuid not null references mission_items (id),
    purpose text not null check (purpose in ('samples', 'full')),
    language text not null,
    entry text not null,
    files text not null,                           -- JSON list of files
    answer text,                                   -- JSON
    created_at timestamptz not null,
    -- the queue
    state text not null check (state in ('queued', 'running', 'done', 'failed')),
    turn bigint not null,                         -- how many of the learner's own were waiting before it
    available_at timestamptz not null,
    tries bigint not null,
    lease_token uuid,
    lease_until timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    fault text,                                    -- for the staff: why the last try failed
    -- the verdict
    verdict text,
    score bigint,                                 -- milli-points
    max_score bigint,
    fuel bigint,
    peak_memory bigint,                           -- bytes
    report text,                                   -- JSON, byte for byte as graded
    grader_id text,
    grader_version text,
    grader_digest text,
    runtime_id text,
    runtime_version text,
    runtime_digest text
);
create index submissions_by_learner on submissions (user_id, item_id, created_at);
create index submissions_by_item on submissions (item_id, created_at);
create index submissions_waiting on submissions (turn, created_at) where state in ('queued', 'running');
