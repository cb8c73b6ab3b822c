# Messages of the grader `web` for learners.

samples = Samples
no-samples = There are no samples for this task.
skipped = Not checked, because an earlier one failed.
more-bytes = … ({ $count } more bytes)
nothing = (nothing)

# How the page ran
compile-error = A script could not be read.
compile-error-shown = A script could not be read: { $error }
runtime-error = An error occurred while the page was open.
runtime-error-shown = An error occurred while the page was open: { $error }
fuel-limit = Stopped: too many instructions. Look for a loop or a timer that does not end.
fuel-limit-shown = Stopped: more instructions than allowed ({ $fuel }). Look for a loop or a timer that does not end.
memory-limit = Stopped: too much memory.
output-limit = Stopped: the output or the page is too large.
time-limit = Stopped: too much time.
refused = The page used what is not available here (the network, for instance).
refused-shown = The page used what is not available here: { $error }
no-page = There is no file `{ $path }`, or it is too large.
stuck = Step { $step } cannot be done: no element matches `{ $selector }`.
too-complex = The page or its stylesheets are too large or too complex to be checked.

# Checks
wrong = This does not meet the requirements.
check = { $check }: { $message }
behind = After step { $step }: { $message }
missing = No element matches `{ $selector }`.
forbidden = No element should match `{ $selector }`.
count = { $expected } elements should match `{ $selector }`; { $actual } do.
count-min = At least { $expected } elements should match `{ $selector }`; { $actual } do.
count-max = At most { $expected } elements should match `{ $selector }`; { $actual } do.
too-few = More elements should match `{ $selector }`.
text-differs = `{ $place }` should be `{ $expected }`, and is `{ $actual }`.
text-lacks = `{ $place }` should contain `{ $expected }`, and is `{ $actual }`.
text-has = `{ $place }` should not contain `{ $expected }`.
text-pattern = `{ $place }` does not have the form that is asked for; it is `{ $actual }`.
attribute-missing = The attribute `{ $place }` is missing.
attribute-forbidden = The attribute `{ $place }` should not be there.
class-missing = `{ $place }` lacks the class `{ $class }`.
class-forbidden = `{ $place }` should not have the class `{ $class }`.
style-value = `{ $property }` of `{ $place }` should be `{ $expected }`, and is `{ $actual }`.
style-missing = `{ $place }` should have a declaration of `{ $property }`.
style-forbidden = `{ $place }` should have no declaration of `{ $property }`.
no-rule = The stylesheets have no rule `{ $rule }`.
rule-value = In the rule `{ $place }`, `{ $property }` should be `{ $expected }`, and is `{ $actual }`.
rule-missing = The rule `{ $place }` lacks `{ $property }`.
rule-forbidden = The rule `{ $place }` should not have `{ $property }`.
checked = `{ $place }` should be checked.
not-checked = `{ $place }` should not be checked.
visible = `{ $place }` should be visible.
not-visible = `{ $place }` should not be visible.
focused = `{ $place }` should have the focus.
not-focused = `{ $place }` should not have the focus.
disabled = `{ $place }` should be disabled.
not-disabled = `{ $place }` should be enabled.
parent = `{ $place }` should be directly inside `{ $other }`.
inside = `{ $place }` should be inside `{ $other }`.
before = `{ $place }` should come before `{ $other }`.
after = `{ $place }` should come after `{ $other }`.
no-file = There is no file `{ $path }`.
no-dialog = A dialog should have been opened.
storage-missing = Nothing is stored as `{ $place }`.
storage-forbidden = Nothing should be stored as `{ $place }`.
script-error = A script raised an error: { $error }

# What every page should have
basic-doctype = The document should begin with `<!DOCTYPE html>`.
basic-lang = `<html>` should say the language of the document in its attribute `lang`.
basic-title = `<title>` should say the title of the document.
basic-charset = `<meta charset="utf-8">` is missing.
basic-viewport = `<meta name="viewport">` should say the width.
basic-unique-ids = An id is used twice: `{ $place }`
basic-well-formed = The HTML is not well-formed: { $place }
basic-image-alt = An image has no text instead (`alt`): `{ $place }`
basic-label = A control has no `label`: `{ $place }`
basic-button-name = A button has no name: `{ $place }`
basic-link-name = A link has no name: `{ $place }`
basic-heading-order = A heading skips a level: `{ $place }`
basic-one-h1 = There should be exactly one `h1`.
basic-main = The content should be in exactly one `main`.
basic-table-headers = A table has no header cells (`th`): `{ $place }`
basic-fieldset = Radio buttons should be in a `fieldset` with a `legend`: `{ $place }`
