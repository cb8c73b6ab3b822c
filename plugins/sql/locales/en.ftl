# Messages of the grader `sql` for learners.

samples = samples
no-samples = This task has no samples.
skipped = Not run, because an earlier test failed.
more-bytes = … ({ $count } more bytes)

# How the script ended
compile-error = A statement cannot be understood.
compile-error-shown = A statement cannot be understood: { $error }
runtime-error = An error occurred while a statement ran.
runtime-error-shown = An error occurred while a statement ran: { $error }
fuel-limit = Stopped: the limit of executed instructions is exceeded. Is there a recursive query without end, or a join without a condition?
fuel-limit-shown = Stopped: the limit of executed instructions ({ $fuel }) is exceeded. Is there a recursive query without end, or a join without a condition?
memory-limit = Stopped: the memory limit is exceeded.
output-limit = Stopped: the result is too large.
time-limit = Stopped: the time limit is exceeded.
refused = The script used what is not available here (ATTACH, extensions and the like).
refused-shown = The script used what is not available here: { $error }

# The script
empty = There is no statement to run.
required = `{ $words }` must be used.
forbidden = `{ $words }` must not be used.

# Wrong results
wrong = The result is not the expected one.
no-result = No statement returns a result (such as SELECT).
width = The number of columns differs: expected { $expected }, got { $actual }
height = The number of rows differs: expected { $expected }, got { $actual }
column-name = The name of column { $column } differs: expected `{ $expected }`, got `{ $actual }`
order = All rows are right, but not their order. Check ORDER BY.
cell = Row { $row }, column `{ $column }` differs: expected `{ $expected }`, got `{ $actual }`
row-missing = A row is missing: expected `{ $row }`

# Wrong state
check = { $check }: { $message }
wrong-state = The database afterwards is not the expected one.
uncommitted = The transaction was not committed, so nothing was stored.
view = It must be a table, and is a view.
query-fails = The query that checks it fails: { $error }
probe-fails = A statement that should be accepted was refused: { $error }
probe-taken = A statement that a constraint should refuse was accepted.
no-table = There is no such table.
no-column = The column `{ $name }` is missing.
extra-column = The column `{ $name }` should not be there.
column-type = The type of the column `{ $name }` differs: expected `{ $expected }`, got `{ $actual }`
column-nullable = The column `{ $name }` must not take NULL.
column-default = The default of the column `{ $name }` must be `{ $expected }`.
primary-key = The primary key differs: expected `{ $expected }`, got `{ $actual }`
nothing = none
not-unique = The values of `{ $name }` must be unique.
no-foreign-key = There is no such foreign key from `{ $name }` to the table `{ $table }`.
no-index = There is no index that begins with `{ $name }`.
