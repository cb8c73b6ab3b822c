# Messages of the grader `web` for learners.

samples = 공개 예제
no-samples = 이 문제에는 공개 예제가 없습니다.
skipped = 앞선 항목을 통과하지 못하여 확인하지 않았습니다.
more-bytes = … ({ $count }바이트 더 있음)
nothing = (없음)

# How the page ran
compile-error = 스크립트를 해석하지 못했습니다.
compile-error-shown = 스크립트를 해석하지 못했습니다: { $error }
runtime-error = 페이지를 여는 동안 오류가 발생했습니다.
runtime-error-shown = 페이지를 여는 동안 오류가 발생했습니다: { $error }
fuel-limit = 실행 명령 수 제한을 넘어 중단했습니다. 끝나지 않는 반복이나 타이머가 있는지 확인해 보십시오.
fuel-limit-shown = 실행 명령 수 제한({ $fuel })을 넘어 중단했습니다. 끝나지 않는 반복이나 타이머가 있는지 확인해 보십시오.
memory-limit = 메모리 제한을 넘어 중단했습니다.
output-limit = 출력이나 페이지가 너무 커서 중단했습니다.
time-limit = 시간 제한을 넘어 중단했습니다.
refused = 이곳에서 쓸 수 없는 기능(네트워크 등)을 사용했습니다.
refused-shown = 이곳에서 쓸 수 없는 기능을 사용했습니다: { $error }
no-page = `{ $path }` 파일이 없거나 너무 큽니다.
stuck = { $step }번째 동작을 할 수 없습니다: `{ $selector }`에 맞는 요소가 없습니다.
too-complex = 페이지나 스타일시트가 너무 크거나 복잡해서 확인할 수 없습니다.

# Checks
wrong = 요구 사항을 만족하지 않습니다.
check = { $check }: { $message }
behind = { $step }번째 동작 뒤: { $message }
missing = `{ $selector }`에 맞는 요소가 없습니다.
forbidden = `{ $selector }`에 맞는 요소가 없어야 합니다.
count = `{ $selector }`에 맞는 요소가 { $expected }개여야 하는데 { $actual }개입니다.
count-min = `{ $selector }`에 맞는 요소가 { $expected }개 이상이어야 하는데 { $actual }개입니다.
count-max = `{ $selector }`에 맞는 요소가 { $expected }개 이하여야 하는데 { $actual }개입니다.
too-few = `{ $selector }`에 맞는 요소가 더 있어야 합니다.
text-differs = `{ $place }`의 내용이 다릅니다: 기대한 값 `{ $expected }`, 실제 값 `{ $actual }`
text-lacks = `{ $place }`에 `{ $expected }`이(가) 있어야 합니다: 실제 값 `{ $actual }`
text-has = `{ $place }`에 `{ $expected }`이(가) 없어야 합니다.
text-pattern = `{ $place }`의 내용이 요구한 형식이 아닙니다: 실제 값 `{ $actual }`
attribute-missing = `{ $place }` 속성이 없습니다.
attribute-forbidden = `{ $place }` 속성이 없어야 합니다.
class-missing = `{ $place }`에 `{ $class }` 클래스가 없습니다.
class-forbidden = `{ $place }`에 `{ $class }` 클래스가 없어야 합니다.
style-value = `{ $place }`의 `{ $property }` 값이 다릅니다: 기대한 값 `{ $expected }`, 실제 값 `{ $actual }`
style-missing = `{ $place }`에 `{ $property }`을(를) 선언해야 합니다.
style-forbidden = `{ $place }`에 `{ $property }`을(를) 선언하지 않아야 합니다.
no-rule = 스타일시트에 `{ $rule }` 규칙이 없습니다.
rule-value = `{ $place }` 규칙의 `{ $property }` 값이 다릅니다: 기대한 값 `{ $expected }`, 실제 값 `{ $actual }`
rule-missing = `{ $place }` 규칙에 `{ $property }`이(가) 없습니다.
rule-forbidden = `{ $place }` 규칙에 `{ $property }`이(가) 없어야 합니다.
checked = `{ $place }`이(가) 선택되어 있어야 합니다.
not-checked = `{ $place }`이(가) 선택되어 있지 않아야 합니다.
visible = `{ $place }`이(가) 화면에 보여야 합니다.
not-visible = `{ $place }`이(가) 화면에 보이지 않아야 합니다.
focused = `{ $place }`에 초점이 있어야 합니다.
not-focused = `{ $place }`에 초점이 없어야 합니다.
disabled = `{ $place }`이(가) 비활성이어야 합니다.
not-disabled = `{ $place }`을(를) 쓸 수 있어야 합니다.
parent = `{ $place }`은(는) `{ $other }` 바로 안에 있어야 합니다.
inside = `{ $place }`은(는) `{ $other }` 안에 있어야 합니다.
before = `{ $place }`은(는) `{ $other }`보다 앞에 있어야 합니다.
after = `{ $place }`은(는) `{ $other }`보다 뒤에 있어야 합니다.
no-file = `{ $path }` 파일이 없습니다.
no-dialog = 대화 상자가 열려야 합니다.
storage-missing = `{ $place }`에 저장된 값이 없습니다.
storage-forbidden = `{ $place }`에 저장된 값이 없어야 합니다.
script-error = 스크립트에서 오류가 발생했습니다: { $error }

# What every page should have
basic-doctype = 문서의 첫 줄에 `<!DOCTYPE html>`이 있어야 합니다.
basic-lang = `<html>`에 `lang` 속성으로 문서의 언어를 적어야 합니다.
basic-title = `<title>`에 문서의 제목을 적어야 합니다.
basic-charset = `<meta charset="utf-8">`이 있어야 합니다.
basic-viewport = `<meta name="viewport">`로 화면 너비를 알려야 합니다.
basic-unique-ids = 같은 id가 두 번 쓰였습니다: `{ $place }`
basic-well-formed = HTML 문법이 바르지 않습니다: { $place }
basic-image-alt = 이미지에 대체 텍스트(`alt`)가 없습니다: `{ $place }`
basic-label = 입력 요소에 이름표(`label`)가 없습니다: `{ $place }`
basic-button-name = 버튼에 이름이 없습니다: `{ $place }`
basic-link-name = 링크에 이름이 없습니다: `{ $place }`
basic-heading-order = 제목의 단계를 건너뛰었습니다: `{ $place }`
basic-one-h1 = `h1`은 하나여야 합니다.
basic-main = 본문을 `main` 요소 하나로 감싸야 합니다.
basic-table-headers = 표에 머리글 칸(`th`)이 없습니다: `{ $place }`
basic-fieldset = 라디오 버튼을 `legend`가 있는 `fieldset`으로 묶어야 합니다: `{ $place }`
