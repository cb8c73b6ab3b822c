-- What verdicts follow from, results that are looked up instead of graded
-- again, grading again, and a queue that nobody waits in for ever.

-- Everything but the answer that a report depends on, named by its content.
create table recipes (
    digest text primary key,
    recipe text not null,                          -- JSON
    grader_id text not null,
    grader_version text not null,
    grader_digest text not null,
    runtime_id text,                               -- of the item's own language
    runtime_version text,
    runtime_digest text
);

-- The result cache: rows may go at any time, submissions keep their reports.
create table results (
    key text primary key,                          -- of recipe and answer
    recipe text not null references recipes (digest),
    verdict text not null,
    score bigint not null,                        -- milli-points
    max_score bigint not null,
    fuel bigint not null,
    peak_memory bigint not null,                  -- bytes
    report text not null,                          -- JSON, byte for byte as graded
    used_at timestamptz not null
);
create index results_by_use on results (used_at);

alter table submissions add column recipe text references recipes (digest);
-- Those who wait are taken in this order: see `missions::queue`.
alter table submissions add column due_at timestamptz not null default '1970-01-01T00:00:00Z';
drop index submissions_waiting;
update submissions set due_at = created_at;
alter table submissions drop column turn;
create index submissions_waiting on submissions (due_at, id) where state in ('queued', 'running');

create table regrades (
    id uuid primary key,
    scope_kind text not null check (scope_kind in ('course', 'mission', 'item')),
    scope_id uuid not null,
    title text not null,                           -- of what is graded again, as it was called
    state text not null check (state in ('trying', 'tried', 'applying', 'applied', 'dropped')),
    replace_scores boolean not null,
    apply_at_once boolean not null,
    requested_by uuid references users (id),       -- null: the command line
    created_at timestamptz not null,
    finished_at timestamptz,
    lease_token uuid,
    lease_until timestamptz
);
create index regrades_by_time on regrades (created_at);
-- One at a time of the same thing.
create unique index regrades_open on regrades (scope_id) where state in ('trying', 'applying');

-- A submission that is graded again: what it was, and what it would be.
create table regrade_entries (
    regrade_id uuid not null references regrades (id),
    submission_id uuid not null references submissions (id),
    old_verdict text,
    old_score bigint,
    old_max_score bigint,
    recipe text references recipes (digest),
    verdict text,
    score bigint,
    max_score bigint,
    fuel bigint,
    peak_memory bigint,
    report text,                                   -- until it is applied
    changed boolean not null,
    fault text,                                    -- why there is no result
    batch bigint,                                 -- in which it was applied
    primary key (regrade_id, submission_id)
);
create index regrade_entries_open on regrade_entries (regrade_id, submission_id)
    where verdict is null and fault is null;
create index regrade_entries_changed on regrade_entries (regrade_id, submission_id) where changed;
create index regrade_entries_ready on regrade_entries (regrade_id, submission_id)
    where verdict is not null and batch is null;
