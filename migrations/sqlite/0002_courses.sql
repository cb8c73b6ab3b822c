-- The catalogue: curriculum, course, lecture; and the videos of a course.
create table curriculums (
    id blob primary key,
    slug text not null unique,
    name text not null,
    summary text not null,
    price integer not null check (price >= 0),     -- won
    created_at text not null,
    updated_at text not null
) strict;

create table courses (
    id blob primary key,
    curriculum_id blob references curriculums (id),
    slug text not null unique,
    title text not null,
    language text not null,
    summary text not null,
    description text not null,                     -- Markdown
    category text,
    skill_level text,
    position integer not null,
    state text not null check (state in ('planned', 'published')),
    created_at text not null,
    updated_at text not null,
    deleted_at text
) strict;

create table lectures (
    id blob primary key,
    course_id blob not null references courses (id),
    slug text not null,
    title text not null,
    position integer not null,
    archived_at text,                              -- no longer in the pack
    unique (course_id, slug)
) strict;

create table videos (
    id blob primary key,
    course_id blob not null references courses (id),
    path text not null,                            -- in the pack
    storage_key text not null,
    content_type text not null,
    byte_size integer not null,
    poster_key text,
    unique (course_id, path)
) strict;

create table captions (
    id blob primary key,
    video_id blob not null references videos (id),
    language text not null,
    label text not null,
    storage_key text not null,
    position integer not null,
    unique (video_id, language)
) strict;
