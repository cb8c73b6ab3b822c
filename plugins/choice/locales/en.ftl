# Messages of the grader `choice` for learners.
no-samples = This question is only graded when it is submitted.
no-answer = No choice was made.
unreadable = The answer cannot be read. Choose by the numbers of the choices.
unknown-choice = There is no such choice: { $choice }
only-one = Only one choice may be made here.
partial = Right in part.
