CREATE TABLE plots (
    id INTEGER PRIMARY KEY,
    name TEXT,
    area INTEGER
);
INSERT INTO plots (name, area) SELECT DISTINCT plot_name, plot_area FROM rents;
