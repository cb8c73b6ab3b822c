mission-mission = 미션
mission-course = 과목
mission-state = 상태
mission-score = 점수
mission-item = 문제
mission-items = 문제
mission-items-count = { $count }문제
mission-about = 미션 안내
mission-pass = { $percent }% 이상이면 통과
mission-my-score = 내 점수
mission-points = { $points }점
mission-points-unit = 점
mission-start = 미션 시작하기
mission-continue = 이어서 풀기
mission-kind-choice = 객관식
mission-kind-code = 코드
mission-statement = 문제 설명
mission-samples = 예제
mission-sample-number = 예제 { $number }
mission-choose-several = 맞는 것을 모두 고르세요.
mission-submit = 제출하기
mission-submit-answer = 답 제출하기
mission-run-samples = 예제로 실행
mission-samples-result = 예제로 실행한 결과입니다. 점수에 들어가지 않습니다.
mission-next-item = 다음 문제
mission-to-mission = 미션으로 돌아가기
mission-explanation = 해설
mission-refresh = 새로 고침
mission-history = 제출 기록
mission-history-empty = 아직 제출한 답이 없습니다.
mission-submitted-at = 제출 시각
mission-verdict = 결과
mission-open = 보기
mission-attempts-left = { $count ->
    [0] 남은 제출 횟수 없음
   *[other] { $count }번 더 제출할 수 있습니다
}
mission-no-attempts = 제출할 수 있는 횟수를 모두 썼습니다.
mission-state-open = 푸는 중
mission-state-new = 시작 전
mission-state-passed = 통과
mission-state-failed = 기준 미달
mission-item-new = 아직 풀지 않음
mission-item-waiting = 채점 중
mission-step-label = { $number }번 { $title }: { $state }
mission-waiting = 채점을 기다리고 있습니다
mission-running = 채점하고 있습니다
mission-retrying = 다시 채점하고 있습니다
mission-place = { $count ->
    [0] 바로 다음 차례입니다.
   *[other] 앞에 { $count }건이 있습니다.
}
mission-running-note = 잠시만 기다려 주세요. 결과가 나오면 자동으로 보입니다.
mission-retrying-note = 채점 중에 문제가 생겨 다시 시도합니다. 제출 횟수는 줄지 않습니다.
mission-fault = 아직 채점되지 않았습니다
mission-fault-note = 채점기에 문제가 생겼습니다. 제출한 코드는 저장되어 있고, 제출 횟수도 줄지 않습니다. 고쳐지면 다시 채점합니다.
mission-hidden-passed = 비공개 시험 { $total }개 중 { $passed }개를 통과했습니다.
mission-fact-fuel = 연산량 { $fuel }
mission-fact-grader = 채점기 { $grader }
mission-fact-runtime = 실행 환경 { $runtime }
mission-choice-yours = 내 답
mission-choice-right = 정답
mission-choice-wrong = 오답

verdict-accepted = 정답
verdict-partial = 부분 정답
verdict-wrong-answer = 오답
verdict-compile-error = 문법 오류
verdict-runtime-error = 실행 중 오류
verdict-fuel-limit = 연산량 초과
verdict-memory-limit = 메모리 초과
verdict-output-limit = 출력 초과
verdict-time-limit = 시간 초과
verdict-refused = 허용되지 않는 기능
verdict-skipped = 건너뜀
verdict-fault = 채점 보류

detail-input = 입력
detail-expected = 기대한 결과
detail-actual = 내 결과
detail-stdout = 표준 출력
detail-stderr = 표준 오류
detail-error = 오류
detail-hint = 힌트
detail-code = 테스트 코드
mission-queue-full = 지금은 채점을 기다리는 제출이 너무 많습니다. 잠시 뒤에 다시 제출해 주세요.
mission-no-files = 제출한 코드가 비어 있습니다. 코드를 작성한 뒤에 제출해 주세요.
mission-files-bad = 제출한 파일을 받을 수 없습니다: { $reason }
mission-choose = 답을 골라 주세요.
mission-answer-required = 답을 고른 뒤에 제출해 주세요.
mission-choice-unknown = 이 문제에 없는 답입니다. 쪽을 새로 고친 뒤에 다시 골라 주세요.
mission-too-many-waiting = 제출 { $count }건이 채점을 기다리고 있습니다. 끝난 뒤에 다시 제출해 주세요.

mission-field-unknown = 알 수 없는 항목 { $name }이(가) 들어 있습니다.
mission-too-many-files = 파일은 { $most }개까지 제출할 수 있습니다.
