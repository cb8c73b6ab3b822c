CREATE TABLE students AS SELECT DISTINCT student AS name, phone FROM sheet;
