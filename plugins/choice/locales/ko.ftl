# Messages of the grader `choice` for learners.
no-samples = 이 문항은 제출할 때만 채점합니다.
no-answer = 답을 고르지 않았습니다.
unreadable = 답을 읽을 수 없습니다. 보기의 번호를 골라 주십시오.
unknown-choice = 없는 보기를 골랐습니다: { $choice }
only-one = 보기를 하나만 골라야 하는 문제입니다.
partial = 일부만 맞았습니다.
