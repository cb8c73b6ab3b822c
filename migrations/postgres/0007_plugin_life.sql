-- The full life of a plugin: more states, grants, the circuit breaker, the
-- log of runs; and tokens for programs.
alter table plugin_versions drop constraint plugin_versions_state_check;
update plugin_versions set state = 'uploaded' where state = 'checking';
alter table plugin_versions
    add check (state in ('uploaded', 'checked', 'compiled', 'tested', 'staged', 'active',
                         'suspended', 'draining', 'retired', 'rejected')),
    add column draining_since timestamptz,
    -- the circuit breaker
    add column faults bigint not null default 0,        -- of different submissions, in a row
    add column fault_submission uuid,                   -- the last one counted
    add column suspensions bigint not null default 0,   -- in a row: each waits longer
    add column suspended_until timestamptz;             -- then one submission may try it
-- Two that became active at the same moment, before this was guarded: the later one stays.
update plugin_versions set state = 'retired'
 where state = 'active'
   and exists (select 1 from plugin_versions o
                where o.plugin_id = plugin_versions.plugin_id and o.state = 'active'
                  and (o.activated_at, o.id) > (plugin_versions.activated_at, plugin_versions.id));
-- The version that a plugin's submissions go to; there is one at most.
create unique index plugin_versions_current on plugin_versions (plugin_id) where state in ('active', 'suspended');

alter table plugins add column generation bigint not null default 0;  -- grows with every change that others must see
alter table plugins add column retired_at timestamptz;                      -- no new items may use it

-- What an administrator has granted above what every plugin may have.
create table plugin_grants (
    plugin_id text not null references plugins (id),
    name text not null,                            -- fuel, memory-mib, runs, language:ID
    amount bigint not null,                       -- up to; 1 for a language
    granted_by uuid references users (id),         -- null: the operator's installation
    granted_at timestamptz not null,
    primary key (plugin_id, name)
);

-- The last calls of each plugin, for its author; bounded.
create table plugin_runs (
    id uuid primary key,
    plugin_id text not null references plugins (id),
    version text not null,
    digest text not null,
    at timestamptz not null,
    outcome text not null,                         -- a verdict, or the cause of a fault
    fault boolean not null,
    message text not null,
    frames text not null,                          -- JSON list, innermost first
    stderr text not null,
    input_digest text not null,                    -- SHA-256 of what it was given
    submission_id uuid,
    runs bigint not null,                         -- programs that it ran
    fuel bigint not null,                         -- its own
    millis bigint not null
);
create index plugin_runs_by_plugin on plugin_runs (plugin_id, at);

-- Tokens of the API: only their digest is kept.
create table api_tokens (
    id uuid primary key,
    user_id uuid not null references users (id),
    name text not null,
    hash text not null unique,
    hint text not null,                            -- its first characters, to tell it from others
    scopes text not null,                          -- JSON list
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    last_used_at timestamptz
);
create index api_tokens_by_user on api_tokens (user_id, created_at);
