# Messages of the grader `sql` for learners.

samples = 공개 예제
no-samples = 이 문제에는 공개 예제가 없습니다.
skipped = 앞선 테스트를 통과하지 못하여 실행하지 않았습니다.
more-bytes = … ({ $count }바이트 더 있음)

# How the script ended
compile-error = SQL 문을 해석하지 못했습니다.
compile-error-shown = SQL 문을 해석하지 못했습니다: { $error }
runtime-error = SQL 문을 실행하는 동안 오류가 발생했습니다.
runtime-error-shown = SQL 문을 실행하는 동안 오류가 발생했습니다: { $error }
fuel-limit = 실행 명령 수 제한을 넘어 중단했습니다. 끝나지 않는 재귀 쿼리나 조건 없는 조인이 있는지 확인해 보십시오.
fuel-limit-shown = 실행 명령 수 제한({ $fuel })을 넘어 중단했습니다. 끝나지 않는 재귀 쿼리나 조건 없는 조인이 있는지 확인해 보십시오.
memory-limit = 메모리 제한을 넘어 중단했습니다.
output-limit = 결과가 너무 많아 중단했습니다.
time-limit = 시간 제한을 넘어 중단했습니다.
refused = 이곳에서 쓸 수 없는 기능(ATTACH, 확장 불러오기 등)을 사용했습니다.
refused-shown = 이곳에서 쓸 수 없는 기능을 사용했습니다: { $error }

# The script
empty = 실행할 SQL 문이 없습니다.
required = `{ $words }`을(를) 사용해야 합니다.
forbidden = `{ $words }`은(는) 사용할 수 없습니다.

# Wrong results
wrong = 결과가 기대한 것과 다릅니다.
no-result = 결과를 돌려주는 SQL 문(SELECT 등)이 없습니다.
width = 열의 수가 다릅니다: 기대한 열 { $expected }개, 실제 열 { $actual }개
height = 행의 수가 다릅니다: 기대한 행 { $expected }개, 실제 행 { $actual }개
column-name = { $column }번째 열의 이름이 다릅니다: 기대한 이름 `{ $expected }`, 실제 이름 `{ $actual }`
order = 행은 모두 맞지만 순서가 다릅니다. ORDER BY를 확인해 보십시오.
cell = { $row }번째 행의 `{ $column }` 열이 다릅니다: 기대한 값 `{ $expected }`, 실제 값 `{ $actual }`
row-missing = 결과에 없는 행이 있습니다: 기대한 행 `{ $row }`

# Wrong state
check = { $check }: { $message }
wrong-state = 실행한 뒤의 데이터베이스가 기대한 것과 다릅니다.
uncommitted = 트랜잭션을 COMMIT하지 않아 변경한 내용이 저장되지 않았습니다.
view = 테이블이어야 하지만 뷰입니다.
query-fails = 확인하는 쿼리를 실행할 수 없습니다: { $error }
probe-fails = 받아들여야 하는 SQL 문이 거부되었습니다: { $error }
probe-taken = 제약 조건이 막아야 하는 SQL 문이 그대로 실행되었습니다.
no-table = 테이블이 없습니다.
no-column = `{ $name }` 열이 없습니다.
extra-column = `{ $name }` 열은 없어야 합니다.
column-type = `{ $name }` 열의 자료형이 다릅니다: 기대한 자료형 `{ $expected }`, 실제 자료형 `{ $actual }`
column-nullable = `{ $name }` 열은 NULL을 받지 않아야 합니다.
column-default = `{ $name }` 열의 기본값은 `{ $expected }`이어야 합니다.
primary-key = 기본 키가 다릅니다: 기대한 열 `{ $expected }`, 실제 열 `{ $actual }`
nothing = 없음
not-unique = `{ $name }`의 값이 중복될 수 없도록 해야 합니다.
no-foreign-key = `{ $name }`에서 `{ $table }` 테이블을 가리키는 외래 키가 없거나 다릅니다.
no-index = `{ $name }`(으)로 시작하는 인덱스가 없습니다.
