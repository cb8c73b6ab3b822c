# Messages of the grader `cases` for learners.

samples = 공개 예제
no-samples = 이 문제에는 공개 예제가 없습니다.
skipped = 앞선 테스트를 통과하지 못하여 실행하지 않았습니다.
together = 맞았지만 함께 채점되는 다른 테스트가 실패하여 점수가 없습니다.
more-bytes = … ({ $count }바이트 더 있음)

# How the program ended
compile-error = 프로그램에 문법 오류가 있어 실행하지 못했습니다.
compile-error-shown = 프로그램에 문법 오류가 있어 실행하지 못했습니다: { $error }
runtime-error = 실행하는 동안 오류가 발생했습니다.
runtime-error-shown = 실행하는 동안 오류가 발생했습니다: { $error }
exit-code = 프로그램이 0이 아닌 종료 코드로 끝났습니다: { $code }
fuel-limit = 실행 명령 수 제한을 넘어 중단했습니다. 끝나지 않는 반복이 있는지 확인해 보십시오.
fuel-limit-shown = 실행 명령 수 제한({ $fuel })을 넘어 중단했습니다. 끝나지 않는 반복이 있는지 확인해 보십시오.
memory-limit = 메모리 제한을 넘어 중단했습니다.
output-limit = 출력이 너무 많아 중단했습니다.
time-limit = 시간 제한을 넘어 중단했습니다.
refused = 이곳에서 쓸 수 없는 기능(스레드, 다른 프로세스, 네트워크 등)을 사용했습니다.
refused-shown = 이곳에서 쓸 수 없는 기능을 사용했습니다: { $error }

# Wrong results
wrong = 결과가 기대한 것과 다릅니다.
no-value = 함수가 값을 돌려주기 전에 프로그램이 끝났습니다.
not-raised = { $expected } 오류가 발생해야 하지만 발생하지 않았습니다.
other-error = { $expected } 오류가 발생해야 하지만 다른 오류가 발생했습니다: { $error }
not-text = 출력이 UTF-8 텍스트가 아닙니다.
nothing-printed = 아무것도 출력하지 않았습니다.
pattern = 출력이 정해진 형식과 맞지 않습니다.
not-json = 출력이 올바른 JSON이 아닙니다.
empty-line = (빈 줄)

line-differs = { $number }번째 줄이 다릅니다: 기대한 값 `{ $expected }`, 출력한 값 `{ $actual }`
line-case = { $number }번째 줄의 대소문자가 다릅니다: 기대한 값 `{ $expected }`, 출력한 값 `{ $actual }`
line-space = { $number }번째 줄의 공백이 다릅니다: 기대한 값 `{ $expected }`, 출력한 값 `{ $actual }`
line-missing = { $number }번째 줄이 없습니다: 기대한 값 `{ $expected }`
line-extra = { $number }번째 줄부터는 없어야 합니다: 출력한 값 `{ $actual }`
any-line-missing = 출력에 없는 줄이 있습니다: 기대한 값 `{ $expected }`
any-line-extra = 출력에 없어야 할 줄이 있습니다: 출력한 값 `{ $actual }`
word-differs = { $number }번째 단어가 다릅니다: 기대한 값 `{ $expected }`, 출력한 값 `{ $actual }`
word-case = { $number }번째 단어의 대소문자가 다릅니다: 기대한 값 `{ $expected }`, 출력한 값 `{ $actual }`
word-space = { $number }번째 단어의 공백이 다릅니다: 기대 `{ $expected }`, 출력 `{ $actual }`
word-missing = { $number }번째 단어가 없습니다: 기대한 값 `{ $expected }`
word-extra = { $number }번째 단어부터는 없어야 합니다: 출력한 값 `{ $actual }`

value-differs = 값이 다릅니다: 기대한 값 `{ $expected }`, 실제 값 `{ $actual }`
length-differs = 길이가 다릅니다: 기대한 길이 { $expected }, 실제 길이 { $actual }
key-missing = 키가 없습니다.
key-extra = 없어야 할 키입니다.
at-path = `{ $path }` 위치: { $message }
