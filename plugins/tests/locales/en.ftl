# Messages of the grader `tests` for learners.

samples = sample tests
no-samples = This task has no tests that can be run beforehand.
hidden-name = Hidden test { $number }
test-name = Test { $number }
more-bytes = … ({ $count } more bytes)

# What a test came to
failed = The test did not pass.
failed-shown = The test did not pass: { $error }
error = An error occurred during the test.
error-shown = An error occurred during the test: { $error }
left-out = The test file says that this test is to be skipped; it is not counted.
skipped-itself = A test that was skipped while it ran does not count as passed.
not-reported = This test has given no result.
added = More tests of the same name were made, so that the result does not count.
changed = The program changed the testing tools or built-in functions, so that the result does not count.
ended-itself = The program ended itself before the test was over.
not-run = Not run, because too many tests exceeded a limit.
fuel-limit = Stopped: the limit of executed instructions is exceeded. Is there a loop that does not end?
memory-limit = Stopped: the memory limit is exceeded.
output-limit = Stopped: the program printed too much.
time-limit = Stopped: the time limit is exceeded.
refused = The program used what is not available here: { $error }

# What stops all tests
compile-error = The program has a syntax error and was not run.
compile-error-shown = The program has a syntax error and was not run: { $error }
missing = The file { $name }, which the tests import, is missing. Check the file's name.
not-loaded = An error occurred before the tests began: { $error }
