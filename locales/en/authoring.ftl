# The studio: making missions, looking through submissions, similar submissions.
mission-opens-later = Opens at { $at } (KST).
mission-closes = Closes at { $at } (KST).
mission-closed = Closed at { $at } (KST). You can still run the samples.
mission-cool-down = { $seconds } seconds until your next submission. You can run the samples right away.

studio-mission-pages = Managing the mission

draft-new = New mission
draft-new-in = Make a mission in this course
draft-list = Drafts
draft-is-new = New mission
draft-is-change = Changes
draft-untitled = Untitled mission
draft-saved = Saved.
draft-saved-by = Saved by { $name } at { $at }
draft-saved-meanwhile = Somebody else has saved this draft meanwhile. Save once more to replace it by what you see.
draft-lead = Learners see nothing of a draft until it is published.
draft-edit = Edit
draft-edited = Changed in the studio
draft-facts = Basics
draft-title = Title
draft-slug = Identifier
draft-slug-help = Lower-case letters, digits and hyphens; unique in the course.
draft-name-help = Another identifier makes another item: earlier submissions stay with the old one.
draft-lecture = Lecture
draft-lecture-none = None
draft-lecture-help = Quizzes and assignments become the last topic of their lecture.
draft-language = Language of the texts
draft-premium = Open only with access
draft-markdown = You can use Markdown.
draft-no-items = No items yet.
draft-add-code = Code item
draft-add-choice = Multiple choice
draft-up = Move { $what } up
draft-down = Move { $what } down
draft-remove = Remove { $what }
draft-remove-short = Remove
draft-remove-confirm = Remove “{ $what }” from the draft?
draft-preview = Preview
draft-preview-note = This is what learners will see. You can submit; nothing is kept.
draft-preview-back = Back to the form
draft-publish = Publish
draft-publish-help = Every model solution must pass and no starter may. Submissions received so far are graded by what held when they came.
draft-published = Published. It applies to submissions from now on.
draft-try = Try everything
draft-try-item = Save and try
draft-replace = Replace what was changed meanwhile
draft-stale = The published mission was changed after this draft was begun. Publishing would undo that change. If that is fine, tick “replace” and publish.
draft-terms = Passing and dates
draft-pass-percent = Score to pass (%)
draft-opens = Opens
draft-closes = Closes
draft-closes-help = Korean time. Leave empty for no limit. Samples can be run after closing.
draft-export = Download as pack files
draft-discard = Discard the draft
draft-discard-confirm = Discard the draft? What is published stays.
draft-no-export = This cannot be said in a course pack: { $reason }
draft-fit = Ready to publish: every model solution passes and no starter does.
draft-item-fit = This item is ready to publish.
draft-not-fit = Not ready to publish. Please mend what is listed below.
draft-fields-bad = Not saved. Please mend the marked fields.
draft-mistakes = { $count ->
    [one] { $count } thing to mend
   *[other] { $count } things to mend
}
draft-back = To the mission

draft-points = Points
draft-attempts = Attempts
draft-attempts-help = Leave empty for no limit.
draft-cool-down = Seconds between attempts
draft-cool-down-help = Leave empty for none.
draft-explanation-help = Shown after grading; in midterm and final when nothing is left to be won.
draft-choices = Choices
draft-choices-help = Five choices are usual in midterm and final.
draft-choice-text = The choice
draft-choice-note = Shown to whoever chooses it (optional)
draft-add-one-choice = Add a choice
draft-multiple = Several choices may be right
draft-partial = Some of the right ones earn part of the points
draft-program = Program
draft-program-head = Code and runtime
draft-runtime = Runtime
draft-entry = Program file
draft-entry-help = Leave empty for the runtime's default.
draft-starter = Starter
draft-starter-help = What learners begin with. Handed in as it is, it must not pass.
draft-solution = Model solution
draft-solution-help = Never shown to learners. It must pass.
draft-add-file = Add a file
draft-file-path = Path of the file
draft-file-text = Text of { $what }
draft-extra = Extra files
draft-extra-help = Data files beside the program, in every case.
draft-limits = Limits of one run
draft-fuel = Fuel (millions)
draft-memory = Memory (MiB)
draft-output = Output (KiB)
draft-time = Time (ms)
draft-grading = Grading
draft-grader-help = Another grader begins with an empty configuration.
draft-config-help = JSON. The grader checks it before publishing.
draft-raw = Edit the configuration as JSON
draft-trials = Trials
draft-as-wanted = as wanted
draft-fuel-used = Most fuel used / limit
draft-margin = Margin
draft-margin-help = The margin is the limit divided by what the hungriest run of the model solution used. We recommend at least twice.

draft-slug-bad = An identifier is 1 to 64 lower-case letters, digits and hyphens, without a hyphen at either end.
draft-slug-taken = This course has a mission { $slug } already.
draft-kind-taken = This course has a { $kind ->
    [midterm] midterm
   *[final] final
} ({ $slug }) already.
draft-kind-moves = A published mission cannot move between lectures and midterm or final. Make a new one.
draft-title-missing = Enter a title.
draft-language-bad = The language is ko or en.
draft-percent-bad = The score to pass is from 0 to 100.
draft-closes-early = The mission must close after it opens.
draft-lecture-missing = Choose the lecture that a quiz or an assignment is in.
draft-items-missing = There must be at least one item.
draft-name-taken = Another item has the identifier { $name }.
draft-points-bad = Enter points as a number from 0 on, with at most three decimals.
draft-attempts-bad = Attempts are from 1 to 1000.
draft-cool-down-bad = The time between attempts is from a second to a week.
draft-statement-missing = Enter the statement.
draft-choices-count = There must be 2 to 10 choices.
draft-choices-empty = A choice is empty.
draft-choices-none-right = Mark at least one choice as right.
draft-choices-several-right = Several choices are right: tick “several choices may be right”.
draft-no-runtime = There is no runtime { $language }.
draft-solution-missing = Add a model solution.
draft-solution-fails = The model solution does not pass: { $reason }
draft-starter-passes = The starter passes as it is.
draft-trial-fault = It could not be graded: { $reason }
draft-grader-says = The grader: { $text }
draft-number-bad = Enter a number.
draft-range = From { $min } to { $max }.
draft-more-bad = This must be JSON like {"{"}"key": value{"}"}.
draft-field-missing = This is required.
draft-time-bad = Enter date and time like 2026-12-01T09:00.

cases-title = { $count ->
    [one] { $count } case
   *[other] { $count } cases
}
cases-mode = Mode
cases-stdio = Read input, compare output
cases-call = Call a function, compare its value
cases-function = Function
cases-function-help = Only where a function is called.
cases-compare = Compare
cases-as-item = As the item says
cases-tolerance = Tolerance
cases-case-sensitive = Case matters
cases-stop = Stop at the first failure
cases-feedback = What learners see of hidden cases
cases-own-feedback = Decide for this case
cases-sample = Sample
cases-hidden = Hidden
cases-sample-help = A sample: shown before submitting, and run by “run on samples”
cases-name = Name
cases-arguments = Arguments (JSON list)
cases-expect = Expected value (JSON)
cases-raises = Error that must be raised
cases-stdin = Input
cases-stdout = Expected output
cases-judge-stdout = Judge the output, too
cases-more = More settings
cases-more-json = Other settings (JSON)
cases-copy = Copy
cases-add = Add a case

compare-exact = Exactly equal
compare-lines = Lines (white space at line ends ignored)
compare-tokens = Words
compare-numeric = Numbers (with tolerance)
compare-unordered-lines = Lines in any order
compare-regex = Regular expression
compare-json = JSON
feedback-verdict = Verdict
feedback-input = Input
feedback-expected = Expected
feedback-actual = Actual
feedback-hint = Hint
feedback-error = Error

schema-add = Add: { $what }
schema-lines = One per line. { $help }
schema-json = As JSON. { $help }

course-tutors = Tutors of this course
course-tutors-all = No tutor is named: every tutor may edit it.
course-tutor-name = Tutor's nickname
course-tutor-add = Add
course-tutor-remove = Remove
course-no-tutor = { $name }: no such tutor, or done already.

stats-title = Statistics
stats-none = No submissions yet
stats-none-note = Statistics of items and cases appear when learners submit.
stats-item-none = Nothing was graded by what holds now.
stats-about = { $count ->
    [one] { $count } learner has submitted.
   *[other] { $count } learners have submitted.
}
stats-learners = Learners
stats-submissions = Submissions
stats-solved = All points
stats-solved-first = All points at first
stats-discrimination = Discrimination
stats-scores = Best scores
stats-histogram = Best scores of { $item }
stats-passed-share = { $percent }% passed
stats-case = Case
stats-judged = Judged
stats-passed = Passed
stats-wrong = Frequent wrong outputs (learners)
stats-answers = Frequent wrong answers (learners)
stats-empty = (no output)
stats-help = Counted are submissions of learners that were graded by what holds now. Discrimination is the upper–lower index of 27%: the share of right first submissions among the 27% of learners with the most points in the mission, less that among the 27% with the fewest, from ten learners on. 0.3 and more tells well.

review-submissions = Submissions
review-title = { $item } · { $learner }
review-learner = Learner
review-all = All
review-from = From
review-until = Before
review-filter = Find
review-none = Nothing found
review-none-note = Try other conditions.
review-total = { $count } in all
review-overridden = Score set
review-comments-count = { $count ->
    [one] { $count } comment
   *[other] { $count } comments
}
review-handed-in = Handed in
review-against-solution = Compare with the solution
review-against-starter = Compare with the starter
review-compare = Compare
review-submission-at = Submitted { $at }
review-same = equal
review-line = Line
review-cut = This is too long; only the beginning is shown.
review-remarks = Comments and scores
review-no-remarks = None yet.
review-comment = Comment to the learner
review-comment-help = Shown with the learner's result. You can use Markdown.
review-comment-send = Comment
review-comment-by = Comment by { $name }
review-withdraw = Remove the comment
review-score = Set the score
review-score-of = New score (of { $most })
review-reason = Reason
review-score-help = Who changed it and why is recorded, and the learner sees it. Grading again keeps the score that you set.
review-score-set = Set the score
review-score-undo = Undo
review-score-by = { $name } changed the score from { $was } to { $score }.
review-undo-by = { $name } took the change back; the graded score counts.
review-others = Submissions of this learner
review-version = Item version { $version } ({ $digest })
review-version-old = version { $current } now
review-memory = { $kib } KiB of memory
review-grader-digest = grader { $digest }
review-runtime-digest = runtime { $digest }
review-fault = Why it was not graded: { $reason }
review-done = Saved.
review-comment-empty = Enter a comment.
review-reason-empty = Enter a reason.
review-text-long = At most { $most } characters.
review-not-graded = A score can be set after grading.
review-score-bad = The score is from 0 to { $most }.
review-nothing-set = There is no change to take back.

similar-title = Similar submissions
similar-pair = Two submissions
similar-no-programs = No code items
similar-no-programs-note = Similar submissions are looked for in code items only.
similar-about = The last submissions of { $count } learners were compared; { $short } were too short.
similar-left-out = The newest were compared; { $count } learners were left out.
similar-none = Nothing strikingly similar
similar-none-note = Starter code and what everybody writes are left out.
similar-learners = Learners
similar-of-first = Of the first
similar-of-second = Of the second
similar-longest = Longest match
similar-tokens = { $count ->
    [one] { $count } token
   *[other] { $count } tokens
}
similar-passages = { $count ->
    [one] { $count } equal passage
   *[other] { $count } equal passages
}
similar-pair-help = Equal colours are equal passages. Names, numbers, texts and comments may differ.
similar-help = Compared on this server only; nothing leaves it. Equal runs of at least { $least } tokens are found. Similarity alone proves nothing: look for yourself.

error-request = If you contact us, please give this number: { $id }
