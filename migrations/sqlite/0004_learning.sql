-- The topics of a lecture, and how far each learner has come.
create table topics (
    id blob primary key,
    lecture_id blob not null references lectures (id),
    slug text not null,
    title text not null,
    kind text not null check (kind in ('reading', 'video', 'quiz', 'assignment')),
    position integer not null,
    is_premium integer not null check (is_premium in (0, 1)),
    body text not null,                            -- Markdown
    video_id blob references videos (id),
    mission_id blob references missions (id),
    archived_at text,
    unique (lecture_id, slug)
) strict;

create table topic_progress (
    user_id blob not null references users (id),
    topic_id blob not null references topics (id),
    position_ms integer not null,                  -- where to go on
    furthest_ms integer not null,
    duration_ms integer not null,                  -- 0: not known
    watched text not null,                         -- JSON list of [from, to] in ms, sorted, disjoint
    completed_at text,
    updated_at text not null,
    primary key (user_id, topic_id)
) strict;
