# Importing exercises of other systems, and exporting to them.
exchange-lecture = Exercises
exchange-taken = taken { $name } → { $dir }
exchange-taken-losses = taken with losses { $name } → { $dir }
exchange-refused = refused { $name }
exchange-kept = left alone { $name }: { $dir } holds something else. Compare the two, or import with --overwrite.
exchange-as-expected = { $count } programs of the author come to what the author says.
exchange-surprise = The author says { $expected }, here it is { $verdict }. Compare the program with the limits of the mission.
exchange-summary = { $taken } taken, { $losses } taken with losses, { $refused } refused, { $kept } left alone, { $wrong } with mistakes.

# Files
exchange-unreadable = The file cannot be read: { $error }
exchange-too-large = The file has { $kib } KiB; a pack takes at most { $most } KiB. Make it smaller.
exchange-not-text = The file is not UTF-8 text. Convert it to UTF-8.
exchange-path = The path { $name } leaves the folder or is no relative path. Correct it.
exchange-no-zip = This is no ZIP file that can be unpacked: { $error }
exchange-zip-entries = The ZIP file has more than { $most } entries. Pack only one problem.
exchange-zip-leaves = The entry { $name } of the ZIP file leaves the package.
exchange-zip-large = The entry { $name } is too much: at most { $file } MiB for a file and { $total } MiB for all, unpacked.
exchange-no-json = This is no JSON of the expected form: { $error }
exchange-no-yaml = This is no YAML: { $error }
exchange-no-xml = This is no XML: { $error }
exchange-key-ignored = Nothing is made of the key { $key }.
exchange-key-unknown = The format does not know the key { $key }; it knows { $known }. Nothing is made of it.

# Exercises of all kinds
exchange-no-runtime = There is no language runtime for { $name } that this import knows: python, javascript.
exchange-no-solution = There is no model solution. Add one to the mission: `weaverse course check` asks for it.
exchange-no-statement = There is no statement. Write one into the mission.
exchange-pdf = The statement is a PDF file. Write it into the mission as Markdown.
exchange-tex = The statement was converted from LaTeX to Markdown. Read it through: formulas became code, pictures are gone.
exchange-pictures = Pictures of the statement are not taken. Describe in words what they show.
exchange-fuel-cut = The time limit is more than a mission may have: 100 G fuel. Slow solutions may run into it.

# Exercism
exchange-exercism-none = Here is no exercise and no track: there is no { $file } in this folder or in exercises/practice and exercises/concept.
exchange-exercism-no-solution = `files.solution` names no file: nothing says what the learner writes.
exchange-exercism-no-test = `files.test` names no file: nothing can be graded.
exchange-exercism-files = There are more than { $most } files of tests or of data; the grader `tests` takes no more.
exchange-exercism-unlisted = The settings do not name this file, so it is not taken. If tests need it, name it in `files.editor` or `files.test`.

# Kattis and ICPC
exchange-kattis-none = Here is no problem package: there is no { $file }.
exchange-kattis-version = The format version { $version } is not known; known are legacy and 2025-09. Convert the package.
exchange-kattis-draft = { $version } is a draft of the format; the package was read as 2025-09. Look the mission through.
exchange-kattis-type = Problems of the type { $kind } need a program of the judges beside the learner's; no grader here can run it. Known are pass-fail and scoring.
exchange-kattis-validation = The output is judged by a program of the package ({ $value }), which cannot be run here. Only the default validator can be taken.
exchange-kattis-program = The output is judged by the program in this folder, which cannot be run here. Only the default validator can be taken.
exchange-kattis-objective = The smallest score wins here. A mission's score is better when it is larger.
exchange-kattis-language = No accepted program is in Python or JavaScript. Choose the learners' language with --language; the mission then needs a model solution.
exchange-kattis-no-secret = There are no secret test cases (.in with .ans) in data/secret.
exchange-kattis-mixed = data/secret has test cases and groups. The format allows one of the two.
exchange-kattis-no-answer = The test case has no answer file { $file }.
exchange-kattis-no-input = There is no { $file } for this answer. The case is not taken.
exchange-kattis-cases = There are { $count } test cases; the grader `cases` takes at most { $most }. Leave some out.
exchange-kattis-driver = The package brings { $file } itself, and the learner only writes a part of the program. That cannot be said in a mission.
exchange-kattis-entry = The program has several files and none of them is { $entry }. It is not tried.
exchange-kattis-python2 = The program is Python 2. It is not tried.
exchange-kattis-submissions = What submissions.yaml says of single programs is not checked; what the folders' names say is.
exchange-kattis-scoring = Scores cannot be added up this way: { $key } = { $value }. Possible are sums of cases or of groups, and groups that earn all or nothing.
exchange-kattis-nested = The group { $group } has groups of its own. Scores of nested groups cannot be taken; put the cases into one group.
exchange-kattis-unbounded = The score of { $group } is { $score }: it comes from a program of the judges. Give the group a number.
exchange-kattis-no-score = The group { $group } has no max_score; the format asks for it.
exchange-kattis-break = In { $group } judging would end at the first failure. Here all cases are judged, and each that is right earns its points.
exchange-flag = The default validator does not know the argument { $flag }.
exchange-flag-number = After { $flag } there must be a number that is not negative.
exchange-export-kattis = A problem package cannot say this: { $what }.
exchange-export-tests = The item { $item } is not graded by test files (grader `tests`).

# CodeRunner
exchange-no-quiz = This is no question file of Moodle: its root is not <quiz>.
exchange-question-type = The question type { $kind } is not CodeRunner.
exchange-prototype = This is a prototype, not a question.
exchange-coderunner-type = The question type { $kind } is a prototype of another site and not in this file. Export the prototype along with the questions.
exchange-coderunner-sql-answer = An SQL question without an answer says nothing of the wanted result but a picture of it. Add the answer in CodeRunner.
exchange-coderunner-sql-expected = The table that `sqlite3` drew is not compared; the result must be that of the model answer, in its order and with its columns' names.
exchange-coderunner-database = The database { $name } cannot be read: { $error }
exchange-coderunner-databases = { $count } database files (.db) are attached; an SQL question has one.
exchange-combinator = The question has a combinator template of its own: a program that runs all tests at once. Make it a template of one test.
exchange-template = The template has { $what }, which only Twig can work out. Taken are STUDENT_ANSWER, TEST.testcode, TEST.extra, TEST.stdin and TEST.expected without filters.
exchange-template-answer = The template has STUDENT_ANSWER { $count } times; it must have it once.
exchange-grader = The grader { $name } is a program of the template. Known are EqualityGrader, NearEqualityGrader and RegexGrader.
exchange-regex = The regular expression cannot be taken: { $error }
exchange-twigall = The texts are made by Twig (random values and the like). Make them fixed.
exchange-uiplugin = The answer is made by the user interface { $name }; here answers are programs.
exchange-attachments = Learners must attach files. Here they hand in programs.
exchange-student-answer = A test looks at the text of the answer (__student_answer__). That cannot be said in a mission.
exchange-no-tests = The question has no tests.
exchange-support-file = The file { $name } is not text, or too large; programs here get text files only.
exchange-points = The question is worth { $grade }. Points are whole and at least 1: it is worth { $points } now.
exchange-display = Tests with the display { $display } are shown as { $became }.
exchange-hide-rest = Tests after this one are shown even when it fails.

# Gradescope
exchange-gradescope-no-score = There is no score: neither `score` of the whole nor one of each test.
exchange-gradescope-score = { $score } is no score.
exchange-gradescope-more = The score { $score } is more than the submission can have: { $most } points. Extra credit cannot be taken.
exchange-gradescope-reason = Gradescope results.json: { $score } points, { $passed } of { $tests } tests passed.
exchange-no-staff = No tutor or administrator has the e-mail address { $email }.
