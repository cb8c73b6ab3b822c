-- People and their sessions.
create table users (
    id blob primary key,
    email text not null,
    email_key text not null unique,          -- lower case, for look-up
    nickname text not null,
    nickname_key text not null unique,
    password_hash text not null,
    role text not null check (role in ('learner', 'tutor', 'administrator')),
    created_at text not null,
    updated_at text not null,
    deleted_at text
) strict;

create table sessions (
    id text primary key,
    data text not null,
    expires_at text not null
) strict;
create index sessions_by_expiry on sessions (expires_at);
