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
) strict;

-- The result cache: rows may go at any time, submissions keep their reports.
create table results (
    key text primary key,                          -- of recipe and answer
    recipe text not null references recipes (digest),
    verdict text not null,
    score integer not null,                        -- milli-points
    max_score integer not null,
    fuel integer not null,
    peak_memory integer not null,                  -- bytes
    report text not null,                          -- JSON, byte for byte as graded
    used_at text not null
) strict;
create index results_by_use on results (used_at);

alter table submissions add column recipe text references recipes (digest);
-- Those who wait are taken in this order: see `missions::queue`.
alter table submissions add column due_at text not null default '1970-01-01T00:00:00.000000Z';
drop index submissions_waiting;
update submissions set due_at = created_at;
alter table submissions drop column turn;
create index submissions_waiting on submissions (due_at, id) where state in ('queued', 'running');

create table regrades (
    id blob primary key,
    scope_kind text not null check (scope_kind in ('course', 'mission', 'item')),
    scope_id blob not null,
    title text not null,                           -- of what is graded again, as it was called
    state text not null check (state in ('trying', 'tried', 'applying', 'applied', 'dropped')),
    replace_scores integer not null check (replace_scores in (0, 1)),
    apply_at_once integer not null check (apply_at_once in (0, 1)),
    requested_by blob references users (id),       -- null: the command line
    created_at text not null,
    finished_at text,
    lease_token blob,
    lease_until text
) strict;
create index regrades_by_time on regrades (created_at);
-- One at a time of the same thing.
create unique index regrades_open on regrades (scope_id) where state in ('trying', 'applying');

-- A submission that is graded again: what it was, and what it would be.
create table regrade_entries (
    regrade_id blob not null references regrades (id),
    submission_id blob not null references submissions (id),
    old_verdict text,
    old_score integer,
    old_max_score integer,
    recipe text references recipes (digest),
    verdict text,
    score integer,
    max_score integer,
    fuel integer,
    peak_memory integer,
    report text,                                   -- until it is applied
    changed integer not null check (changed in (0, 1)),
    fault text,                                    -- why there is no result
    batch integer,                                 -- in which it was applied
    primary key (regrade_id, submission_id)
) strict;
create index regrade_entries_open on regrade_entries (regrade_id, submission_id)
    where verdict is null and fault is null;
create index regrade_entries_changed on regrade_entries (regrade_id, submission_id) where changed;
create index regrade_entries_ready on regrade_entries (regrade_id, submission_id)
    where verdict is not null and batch is null;
