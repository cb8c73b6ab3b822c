-- Plugins and their versions. The packages are in the object store.
create table plugins (
    id text primary key,
    kind text not null check (kind in ('grader', 'language-runtime')),
    name text not null,
    owner_id blob references users (id),           -- null: first-party
    created_at text not null
) strict;

create table plugin_versions (
    id blob primary key,
    plugin_id text not null references plugins (id),
    version text not null,
    digest text not null,
    state text not null check (state in ('uploaded', 'checking', 'staged', 'active', 'retired', 'rejected')),
    reason text,                                   -- why it was rejected
    manifest text not null,                        -- JSON
    report text not null,                          -- JSON: what the checks and fixtures said
    uploaded_by blob references users (id),
    created_at text not null,
    activated_at text,
    unique (plugin_id, digest)
) strict;
