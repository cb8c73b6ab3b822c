# Messages of the grader `tests` for learners.

samples = 공개 테스트
no-samples = 이 문제에는 미리 실행해 볼 수 있는 테스트가 없습니다.
hidden-name = 비공개 테스트 { $number }
test-name = 테스트 { $number }
more-bytes = … ({ $count }바이트 더 있음)

# What a test came to
failed = 테스트를 통과하지 못했습니다.
failed-shown = 테스트를 통과하지 못했습니다: { $error }
error = 테스트하는 동안 오류가 발생했습니다.
error-shown = 테스트하는 동안 오류가 발생했습니다: { $error }
left-out = 테스트 파일에서 건너뛰도록 정한 테스트라서 점수에 넣지 않습니다.
skipped-itself = 실행하는 동안 건너뛴 테스트는 통과로 인정하지 않습니다.
not-reported = 이 테스트의 결과가 나오지 않았습니다.
added = 같은 이름의 테스트가 더 만들어져서 결과를 인정할 수 없습니다.
changed = 프로그램이 테스트 도구나 내장 함수를 바꾸어서 결과를 인정할 수 없습니다.
ended-itself = 테스트가 끝나기 전에 프로그램이 스스로 종료했습니다.
not-run = 제한을 넘은 테스트가 너무 많아 실행하지 않았습니다.
fuel-limit = 실행 명령 수 제한을 넘어 중단했습니다. 끝나지 않는 반복이 있는지 확인해 보십시오.
memory-limit = 메모리 제한을 넘어 중단했습니다.
output-limit = 출력이 너무 많아 중단했습니다.
time-limit = 시간 제한을 넘어 중단했습니다.
refused = 이곳에서 쓸 수 없는 기능을 사용했습니다: { $error }

# What stops all tests
compile-error = 프로그램에 문법 오류가 있어 실행하지 못했습니다.
compile-error-shown = 프로그램에 문법 오류가 있어 실행하지 못했습니다: { $error }
missing = 테스트가 불러오는 { $name } 파일이 없습니다. 파일 이름을 확인해 보십시오.
not-loaded = 테스트를 시작하기 전에 오류가 발생했습니다: { $error }
