CREATE TABLE students (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  phone TEXT NOT NULL
);

CREATE TABLE courses (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL UNIQUE,
  room TEXT NOT NULL
);

CREATE TABLE enrollments (
  student_id INTEGER NOT NULL REFERENCES students(id),
  course_id INTEGER NOT NULL REFERENCES courses(id) ON DELETE CASCADE,
  applied_on TEXT NOT NULL,
  PRIMARY KEY (student_id, course_id)
);

INSERT INTO students (name, phone) SELECT DISTINCT student, phone FROM sheet;
INSERT INTO courses (title, room) SELECT DISTINCT course, room FROM sheet;

INSERT INTO enrollments (student_id, course_id, applied_on)
SELECT s.id, c.id, min(x.applied_on)
FROM sheet AS x
JOIN students AS s ON s.name = x.student
JOIN courses AS c ON c.title = x.course
GROUP BY s.id, c.id;
