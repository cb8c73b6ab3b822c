-- People and their sessions.
create table users (
    id uuid primary key,
    email text not null,
    email_key text collate "C" not null unique,          -- lower case, for look-up
    nickname text not null,
    nickname_key text collate "C" not null unique,
    password_hash text not null,
    role text not null check (role in ('learner', 'tutor', 'administrator')),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz
);

create table sessions (
    id text primary key,
    data text not null,
    expires_at timestamptz not null
);
create index sessions_by_expiry on sessions (expires_at);
