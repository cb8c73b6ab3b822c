-- The full life of a plugin: more states, grants, the circuit breaker, the
-- log of runs; and tokens for programs.
create table plugin_versions_new (
    id blob primary key,
    plugin_id text not null references plugins (id),
    version text not null,
    digest text not null,
    state text not null check (state in ('uploaded', 'checked', 'compiled', 'tested', 'staged', 'active',
                                         'suspended', 'draining', 'retired', 'rejected')),
    reason text,                                   -- why it was rejected or suspended
    manifest text not null,                        -- JSON: what it asks for
    report text not null,                          -- JSON: what the checks and fixtures said
    uploaded_by blob references users (id),
    created_at text not null,
    activated_at text,
    draining_since text,
    -- the circuit breaker
    faults integer not null,                       -- of different submissions, in a row
    fault_submission blob,                         -- the last one counted
    suspensions integer not null,                  -- in a row: each waits longer
    suspended_until text,                          -- then one submission may try it
    unique (plugin_id, digest)
) strict;
insert into plugin_versions_new
    select id, plugin_id, version, digest, case state when 'checking' then 'uploaded' else state end, reason,
           manifest, report, uploaded_by, created_at, activated_at, null, 0, null, 0, null
      from plugin_versions;
drop table plugin_versions;
alter table plugin_versions_new rename to plugin_versions;
-- Two that became active at the same moment, before this was guarded: the later one stays.
update plugin_versions set state = 'retired'
 where state = 'active'
   and exists (select 1 from plugin_versions o
                where o.plugin_id = plugin_versions.plugin_id and o.state = 'active'
                  and (o.activated_at, o.id) > (plugin_versions.activated_at, plugin_versions.id));
-- The version that a plugin's submissions go to; there is one at most.
create unique index plugin_versions_current on plugin_versions (plugin_id) where state in ('active', 'suspended');

alter table plugins add column generation integer not null default 0;  -- grows with every change that others must see
alter table plugins add column retired_at text;                        -- no new items may use it

-- What an administrator has granted above what every plugin may have.
create table plugin_grants (
    plugin_id text not null references plugins (id),
    name text not null,                            -- fuel, memory-mib, runs, language:ID
    amount integer not null,                       -- up to; 1 for a language
    granted_by blob references users (id),         -- null: the operator's installation
    granted_at text not null,
    primary key (plugin_id, name)
) strict;

-- The last calls of each plugin, for its author; bounded.
create table plugin_runs (
    id blob primary key,
    plugin_id text not null references plugins (id),
    version text not null,
    digest text not null,
    at text not null,
    outcome text not null,                         -- a verdict, or the cause of a fault
    fault integer not null check (fault in (0, 1)),
    message text not null,
    frames text not null,                          -- JSON list, innermost first
    stderr text not null,
    input_digest text not null,                    -- SHA-256 of what it was given
    submission_id blob,
    runs integer not null,                         -- programs that it ran
    fuel integer not null,                         -- its own
    millis integer not null
) strict;
create index plugin_runs_by_plugin on plugin_runs (plugin_id, at);

-- Tokens of the API: only their digest is kept.
create table api_tokens (
    id blob primary key,
    user_id blob not null references users (id),
    name text not null,
    hash text not null unique,
    hint text not null,                            -- its first characters, to tell it from others
    scopes text not null,                          -- JSON list
    created_at text not null,
    expires_at text not null,
    revoked_at text,
    last_used_at text
) strict;
create index api_tokens_by_user on api_tokens (user_id, created_at);
