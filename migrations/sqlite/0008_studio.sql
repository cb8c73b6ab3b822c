-- The mission studio: drafts, versions of items, terms of handing in, comments
-- and scores set by people; fingerprints for similar submissions.

-- Everything that a verdict on an item depends on. A version is never changed.
create table item_versions (
    id blob primary key,
    item_id blob not null references mission_items (id),
    number integer not null,                       -- from 1
    digest text not null,                          -- SHA-256; empty: older than the keeping of versions
    grader text not null,                          -- a plugin's id
    config text not null,                          -- JSON for the grader
    limits text not null,                          -- JSON
    points integer not null,                       -- milli-points
    language text not null,
    entry text not null,
    created_at text not null,
    unique (item_id, digest)
) strict;

-- What is there becomes the first version, with the item's own id.
insert into item_versions (id, item_id, number, digest, grader, config, limits, points, language,
                           entry, created_at)
select i.id, i.id, 1, '', i.grader, i.config, i.limits, i.points, i.language, i.entry, m.updated_at
  from mission_items i join missions m on m.id = i.mission_id;

alter table mission_items add column version_id blob references item_versions (id);
alter table mission_items add column cool_down_seconds integer;  -- between two submissions for the score
update mission_items set version_id = id;

alter table missions add column opens_at text;
alter table missions add column closes_at text;
alter table missions add column origin text not null default 'pack' check (origin in ('pack', 'studio'));
alter table missions add column edited_at text;     -- in the studio, since the last import
alter table missions add column revision integer not null default 1;

alter table submissions add column item_version_id blob references item_versions (id);
alter table submissions add column override_score integer;       -- milli-points, set by a person

create table mission_drafts (
    id blob primary key,
    course_id blob not null references courses (id),
    mission_id blob unique references missions (id),   -- null: a new mission
    document text not null,                        -- JSON
    revision integer not null,
    base_revision integer,                         -- of the mission that it began on
    updated_by blob not null references users (id),
    created_at text not null,
    updated_at text not null
) strict;
create index mission_drafts_by_course on mission_drafts (course_id);

-- Whose course it is. A course without rows is every tutor's.
create table course_tutors (
    course_id blob not null references courses (id),
    user_id blob not null references users (id),
    added_by blob not null references users (id),
    added_at text not null,
    primary key (course_id, user_id)
) strict;

create table submission_comments (
    id blob primary key,
    submission_id blob not null references submissions (id),
    author_id blob not null references users (id),
    body text not null,                            -- Markdown
    created_at text not null,
    withdrawn_at text
) strict;
create index submission_comments_by_submission on submission_comments (submission_id, created_at);

-- Who set which score, when and why. Rows are only ever added.
create table score_overrides (
    id blob primary key,
    submission_id blob not null references submissions (id),
    author_id blob not null references users (id),
    was integer not null,                          -- milli-points that counted before
    score integer,                                 -- milli-points; null: the graded score counts again
    reason text not null,
    created_at text not null
) strict;
create index score_overrides_by_submission on score_overrides (submission_id, created_at);
create trigger score_overrides_stay before update on score_overrides
begin select raise(abort, 'score_overrides is append-only'); end;
create trigger score_overrides_remain before delete on score_overrides
begin select raise(abort, 'score_overrides is append-only'); end;

create table submission_fingerprints (
    submission_id blob primary key references submissions (id),
    algorithm integer not null,                    -- fingerprints of another number are made again
    tokens integer not null,
    prints text not null                           -- JSON list of whole numbers
) strict;
