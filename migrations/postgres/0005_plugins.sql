-- Plugins and their versions. The packages are in the object store.
create table plugins (
    id text primary key,
    kind text not null check (kind in ('grader', 'language-runtime')),
    name text collate "C" not null,
    owner_id uuid references users (id),           -- null: first-party
    created_at timestamptz not null
);

create table plugin_versions (
    id uuid primary key,
    plugin_id text not null references plugins (id),
    version text not null,
    digest text not null,
    state text not null check (state in ('uploaded', 'checking', 'staged', 'active', 'retired', 'rejected')),
    reason text,                                   -- why it was rejected
    manifest text not null,                        -- JSON
    report text not null,                          -- JSON: what the checks and fixtures said
    uploaded_by uuid references users (id),
    created_at timestamptz not null,
    activated_at timestamptz,
    unique (plugin_id, digest)
);
