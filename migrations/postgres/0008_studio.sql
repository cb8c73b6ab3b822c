-- The mission studio: drafts, versions of items, terms of handing in, comments
-- and scores set by people; fingerprints for similar submissions.

-- Everything that a verdict on an item depends on. A version is never changed.
create table item_versions (
    id uuid primary key,
    item_id uuid not null references mission_items (id),
    number bigint not null,                       -- from 1
    digest text not null,                          -- SHA-256; empty: older than the keeping of versions
    grader text not null,                          -- a plugin's id
    config text not null,                          -- JSON for the grader
    limits text not null,                          -- JSON
    points bigint not null,                       -- milli-points
    language text not null,
    entry text not null,
    created_at timestamptz not null,
    unique (item_id, digest)
);

-- What is there becomes the first version, with the item's own id.
insert into item_versions (id, item_id, number, digest, grader, config, limits, points, language,
                           entry, created_at)
select i.id, i.id, 1, '', i.grader, i.config, i.limits, i.points, i.language, i.entry, m.updated_at
  from mission_items i join missions m on m.id = i.mission_id;

alter table mission_items add column version_id uuid references item_versions (id);
alter table mission_items add column cool_down_seconds bigint;  -- between two submissions for the score
update mission_items set version_id = id;

alter table missions add column opens_at timestamptz;
alter table missions add column closes_at timestamptz;
alter table missions add column origin text not null default 'pack' check (origin in ('pack', 'studio'));
alter table missions add column edited_at timestamptz;     -- in the studio, since the last import
alter table missions add column revision bigint not null default 1;

alter table submissions add column item_version_id uuid references item_versions (id);
alter table submissions add column override_score bigint;       -- milli-points, set by a person

create table mission_drafts (
    id uuid primary key,
    course_id uuid not null references courses (id),
    mission_id uuid unique references missions (id),   -- null: a new mission
    document text not null,                        -- JSON
    revision bigint not null,
    base_revision bigint,                         -- of the mission that it began on
    updated_by uuid not null references users (id),
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index mission_drafts_by_course on mission_drafts (course_id);

-- Whose course it is. A course without rows is every tutor's.
create table course_tutors (
    course_id uuid not null references courses (id),
    user_id uuid not null references users (id),
    added_by uuid not null references users (id),
    added_at timestamptz not null,
    primary key (course_id, user_id)
);

create table submission_comments (
    id uuid primary key,
    submission_id uuid not null references submissions (id),
    author_id uuid not null references users (id),
    body text not null,                            -- Markdown
    created_at timestamptz not null,
    withdrawn_at timestamptz
);
create index submission_comments_by_submission on submission_comments (submission_id, created_at);

-- Who set which score, when and why. Rows are only ever added.
create table score_overrides (
    id uuid primary key,
    submission_id uuid not null references submissions (id),
    author_id uuid not null references users (id),
    was bigint not null,                          -- milli-points that counted before
    score bigint,                                 -- milli-points; null: the graded score counts again
    reason text not null,
    created_at timestamptz not null
);
create index score_overrides_by_submission on score_overrides (submission_id, created_at);
create function refuse_change() returns trigger language plpgsql as $$
begin raise exception '% is append-only', tg_table_name; end $$;
create trigger score_overrides_stay before update or delete on score_overrides
    for each row execute function refuse_change();

create table submission_fingerprints (
    submission_id uuid primary key references submissions (id),
    algorithm bigint not null,                    -- fingerprints of another number are made again
    tokens bigint not null,
    prints text not null                           -- JSON list of whole numbers
);
