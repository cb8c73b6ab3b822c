mission-mission = Mission
mission-course = Subject
mission-state = State
mission-score = Score
mission-item = Task
mission-items = Tasks
mission-items-count = { $count ->
    [one] { $count } task
   *[other] { $count } tasks
}
mission-about = About this mission
mission-pass = Pass mark { $percent }%
mission-my-score = My score
mission-points = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
mission-points-unit = {" "}pts
mission-start = Start the mission
mission-continue = Continue
mission-kind-choice = Multiple choice
mission-kind-code = Code
mission-statement = Task
mission-samples = Examples
mission-sample-number = Example { $number }
mission-choose-several = Choose all that apply.
mission-submit = Submit
mission-submit-answer = Submit answer
mission-run-samples = Run examples
mission-samples-result = Result of a run on the examples. It does not count.
mission-next-item = Next task
mission-to-mission = Back to the mission
mission-explanation = Explanation
mission-refresh = Refresh
mission-history = Submissions
mission-history-empty = Nothing submitted yet.
mission-submitted-at = Submitted
mission-verdict = Result
mission-open = View
mission-attempts-left = { $count ->
    [0] No attempts left
    [one] { $count } attempt left
   *[other] { $count } attempts left
}
mission-no-attempts = All attempts are used.
mission-state-open = In progress
mission-state-new = Not started
mission-state-passed = Passed
mission-state-failed = Not passed
mission-item-new = Not tried yet
mission-item-waiting = Being graded
mission-step-label = { $number }. { $title }: { $state }
mission-waiting = Waiting to be graded
mission-running = Being graded
mission-retrying = Being graded again
mission-place = { $count ->
    [0] You are next.
    [one] { $count } submission is before yours.
   *[other] { $count } submissions are before yours.
}
mission-running-note = One moment. The result appears by itself.
mission-retrying-note = Grading ran into a problem and is tried again. It costs no attempt.
mission-fault = Not graded yet
mission-fault-note = The grader has a problem. Your code is saved and it costs no attempt. It is graded again once that is repaired.
mission-hidden-passed = { $passed } of { $total } hidden tests passed.
mission-fact-fuel = Fuel { $fuel }
mission-fact-grader = Grader { $grader }
mission-fact-runtime = Runtime { $runtime }
mission-choice-yours = Your answer
mission-choice-right = Correct
mission-choice-wrong = Wrong

verdict-accepted = Correct
verdict-partial = Partly correct
verdict-wrong-answer = Wrong answer
verdict-compile-error = Syntax error
verdict-runtime-error = Runtime error
verdict-fuel-limit = Fuel limit exceeded
verdict-memory-limit = Memory limit exceeded
verdict-output-limit = Output limit exceeded
verdict-time-limit = Time limit exceeded
verdict-refused = Not permitted
verdict-skipped = Skipped
verdict-fault = Not graded yet

detail-input = Input
detail-expected = Expected
detail-actual = Yours
detail-stdout = Standard output
detail-stderr = Standard error
detail-error = Error
detail-hint = Hint
detail-code = Test
mission-queue-full = The grading queue is full. Please submit again shortly.
mission-no-files = Nothing was submitted. Please write some code first.
mission-files-bad = The files cannot be taken: { $reason }
mission-choose = Please choose an answer.
mission-answer-required = Please choose an answer first.
mission-choice-unknown = That is not a choice of this question. Please reload the page and choose again.
mission-too-many-waiting = { $count } of your submissions are waiting. Please submit again when they are done.

mission-field-unknown = There is an unknown field { $name }.
mission-too-many-files = Up to { $most } files can be submitted.
