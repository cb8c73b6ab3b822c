-- The catalogue: curriculum, course, lecture; and the videos of a course.
create table curriculums (
    id uuid primary key,
    slug text collate "C" not null unique,
    name text collate "C" not null,
    summary text not null,
    price bigint not null check (price >= 0),     -- won
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create table courses (
    id uuid primary key,
    curriculum_id uuid references curriculums (id),
    slug text collate "C" not null unique,
    title text not null,
    language text not null,
    summary text not null,
    description text not null,                     -- Markdown
    category text,
    skill_level text,
    position bigint not null,
    state text not null check (state in ('planned', 'published')),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz
);

create table lectures (
    id uuid primary key,
    course_id uuid not null references courses (id),
    slug text collate "C" not null,
    title text not null,
    position bigint not null,
    archived_at timestamptz,                              -- no longer in the pack
    unique (course_id, slug)
);

create table videos (
    id uuid primary key,
    course_id uuid not null references courses (id),
    path text collate "C" not null,                            -- in the pack
    storage_key text not null,
    content_type text not null,
    byte_size bigint not null,
    poster_key text,
    unique (course_id, path)
);

create table captions (
    id uuid primary key,
    video_id uuid not null references videos (id),
    language text not null,
    label text not null,
    storage_key text not null,
    position bigint not null,
    unique (video_id, language)
);
