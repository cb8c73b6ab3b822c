# Messages of the grader `cases` for learners.

samples = samples
no-samples = This task has no samples.
skipped = Not run, because an earlier test failed.
together = Right, but earns nothing: other tests that belong to it failed.
more-bytes = … ({ $count } more bytes)

# How the program ended
compile-error = The program has a syntax error and was not run.
compile-error-shown = The program has a syntax error and was not run: { $error }
runtime-error = An error occurred while the program ran.
runtime-error-shown = An error occurred while the program ran: { $error }
exit-code = The program ended with an exit code other than 0: { $code }
fuel-limit = Stopped: the limit of executed instructions is exceeded. Is there a loop that does not end?
fuel-limit-shown = Stopped: the limit of executed instructions ({ $fuel }) is exceeded. Is there a loop that does not end?
memory-limit = Stopped: the memory limit is exceeded.
output-limit = Stopped: the program printed too much.
time-limit = Stopped: the time limit is exceeded.
refused = The program used what is not available here (threads, other processes, the network and the like).
refused-shown = The program used what is not available here: { $error }

# Wrong results
wrong = The result is not the expected one.
no-value = The program ended before the function returned a value.
not-raised = The error { $expected } should have been raised, but was not.
other-error = The error { $expected } should have been raised, but another one was: { $error }
not-text = The output is not UTF-8 text.
nothing-printed = Nothing was printed.
pattern = The output does not have the required form.
not-json = The output is not valid JSON.
empty-line = (empty line)

line-differs = Line { $number } differs: expected `{ $expected }`, got `{ $actual }`
line-case = Line { $number } differs in upper and lower case: expected `{ $expected }`, got `{ $actual }`
line-space = Line { $number } differs in white space: expected `{ $expected }`, got `{ $actual }`
line-missing = Line { $number } is missing: expected `{ $expected }`
line-extra = There should be no line { $number }: got `{ $actual }`
any-line-missing = A line is missing: expected `{ $expected }`
any-line-extra = A line should not be there: got `{ $actual }`
word-differs = Word { $number } differs: expected `{ $expected }`, got `{ $actual }`
word-case = Word { $number } differs in upper and lower case: expected `{ $expected }`, got `{ $actual }`
word-space = The white space at word { $number } differs: expected `{ $expected }`, got `{ $actual }`
word-missing = Word { $number } is missing: expected `{ $expected }`
word-extra = There should be no word { $number }: got `{ $actual }`

value-differs = The value differs: expected `{ $expected }`, got `{ $actual }`
length-differs = The length differs: expected { $expected }, got { $actual }
key-missing = The key is missing.
key-extra = The key should not be there.
at-path = At `{ $path }`: { $message }
