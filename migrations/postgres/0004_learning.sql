-- The topics of a lecture, and how far each learner has come.
create table topics (
    id uuid primary key,
    lecture_id uuid not null references lectures (id),
    slug text collate "C" not null,
    title text not null,
    kind text not null check (kind in ('reading', 'video', 'quiz', 'assignment')),
    position bigint not null,
    is_premium boolean not null,
    body text not null,                            -- Markdown
    video_id uuid references videos (id),
    mission_id uuid references missions (id),
    archived_at timestamptz,
    unique (lecture_id, slug)
);

create table topic_progress (
    user_id uuid not null references users (id),
    topic_id uuid not null references topics (id),
    position_ms bigint not null,                  -- where to go on
    furthest_ms bigint not null,
    duration_ms bigint not null,                  -- 0: not known
    watched text not null,                         -- JSON list of [from, to] in ms, sorted, disjoint
    completed_at timestamptz,
    updated_at timestamptz not null,
    primary key (user_id, topic_id)
);
