BEGIN;

CREATE TABLE plots (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    area INTEGER NOT NULL CHECK (area >= 1)
);
INSERT INTO plots (name, area)
SELECT trim(plot_name), coalesce(min(plot_area), 1)
FROM rents
GROUP BY trim(plot_name);

CREATE TABLE new_rents (
    id INTEGER PRIMARY KEY,
    plot_id INTEGER NOT NULL REFERENCES plots (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    season TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'cancelled'))
);
INSERT INTO new_rents (id, plot_id, member_id, season, status)
SELECT
    r.id, p.id, r.member_id, r.season,
    CASE
        WHEN coalesce(r.status, 'active') = 'active' AND row_number() OVER (
            PARTITION BY p.id, r.season, coalesce(r.status, 'active') ORDER BY r.id
        ) = 1 THEN 'active'
        ELSE 'cancelled'
    END
FROM rents AS r
JOIN plots AS p ON p.name = trim(r.plot_name);

DROP TABLE rents;
ALTER TABLE new_rents RENAME TO rents;
CREATE UNIQUE INDEX one_active_rent ON rents (plot_id, season) WHERE status = 'active';

COMMIT;
