# 다른 시스템의 문제를 가져오고 내보낼 때의 글
exchange-lecture = 연습 문제
exchange-taken = 가져옴 { $name } → { $dir }
exchange-taken-losses = 일부를 빼고 가져옴 { $name } → { $dir }
exchange-refused = 거절 { $name }
exchange-kept = 그대로 둠 { $name }: { $dir }에 다른 내용이 있습니다. 둘을 비교하거나 --overwrite로 가져오십시오.
exchange-as-expected = 출제자의 프로그램 { $count }개가 출제자가 말한 결과와 같습니다.
exchange-surprise = 출제자는 { $expected }라고 했지만 여기서는 { $verdict }입니다. 프로그램과 미션의 제한을 비교해 보십시오.
exchange-summary = 가져옴 { $taken }, 일부를 빼고 가져옴 { $losses }, 거절 { $refused }, 그대로 둠 { $kept }, 잘못된 것 { $wrong }.

# 파일
exchange-unreadable = 파일을 읽을 수 없습니다: { $error }
exchange-too-large = 파일이 { $kib } KiB입니다. 팩은 { $most } KiB까지 받습니다. 크기를 줄이십시오.
exchange-not-text = UTF-8 텍스트 파일이 아닙니다. UTF-8로 바꾸십시오.
exchange-path = 경로 { $name }이(가) 폴더를 벗어나거나 상대 경로가 아닙니다. 바로잡으십시오.
exchange-no-zip = 풀 수 있는 ZIP 파일이 아닙니다: { $error }
exchange-zip-entries = ZIP 파일의 항목이 { $most }개를 넘습니다. 문제 하나만 묶으십시오.
exchange-zip-leaves = ZIP 파일의 항목 { $name }이(가) 패키지를 벗어납니다.
exchange-zip-large = 항목 { $name }이(가) 너무 큽니다. 풀었을 때 파일 하나는 { $file } MiB, 전체는 { $total } MiB까지입니다.
exchange-no-json = 필요한 형식의 JSON이 아닙니다: { $error }
exchange-no-yaml = YAML이 아닙니다: { $error }
exchange-no-xml = XML이 아닙니다: { $error }
exchange-key-ignored = 키 { $key }은(는) 쓰이지 않습니다.
exchange-key-unknown = 형식에 없는 키 { $key }입니다. 아는 키: { $known }. 쓰이지 않습니다.

# 모든 문제
exchange-no-runtime = { $name }을(를) 실행할 언어 런타임이 없습니다. 아는 언어: python, javascript.
exchange-no-solution = 모범 답안이 없습니다. 미션에 추가하십시오. `weaverse course check`가 요구합니다.
exchange-no-statement = 문제 설명이 없습니다. 미션에 직접 쓰십시오.
exchange-pdf = 문제 설명이 PDF 파일입니다. Markdown으로 미션에 옮겨 쓰십시오.
exchange-tex = 문제 설명을 LaTeX에서 Markdown으로 바꾸었습니다. 읽어 보십시오. 수식은 코드가 되고 그림은 빠집니다.
exchange-pictures = 문제 설명의 그림은 가져오지 않습니다. 그림의 내용을 글로 쓰십시오.
exchange-fuel-cut = 시간 제한이 미션의 한도(연료 100 G)를 넘습니다. 느린 풀이는 걸릴 수 있습니다.

# Exercism
exchange-exercism-none = 연습 문제도 트랙도 아닙니다. 이 폴더와 exercises/practice, exercises/concept에 { $file }이(가) 없습니다.
exchange-exercism-no-solution = `files.solution`에 파일이 없습니다. 수강생이 무엇을 쓰는지 알 수 없습니다.
exchange-exercism-no-test = `files.test`에 파일이 없습니다. 채점할 수 없습니다.
exchange-exercism-files = 테스트나 데이터 파일이 { $most }개를 넘습니다. 채점기 `tests`는 더 받지 않습니다.
exchange-exercism-unlisted = 설정에 없는 파일이라 가져오지 않습니다. 테스트에 필요하면 `files.editor`나 `files.test`에 적으십시오.

# Kattis와 ICPC
exchange-kattis-none = 문제 패키지가 아닙니다. { $file }이(가) 없습니다.
exchange-kattis-version = 모르는 형식 버전 { $version }입니다. legacy와 2025-09만 압니다. 패키지를 바꾸십시오.
exchange-kattis-draft = { $version }은(는) 형식의 초안입니다. 2025-09로 읽었으니 미션을 확인하십시오.
exchange-kattis-type = { $kind } 유형의 문제는 출제자의 프로그램을 함께 실행해야 하는데 여기서는 할 수 없습니다. pass-fail과 scoring만 가져옵니다.
exchange-kattis-validation = 출력을 패키지의 프로그램이 판정합니다({ $value }). 여기서는 실행할 수 없습니다. 기본 검증기만 가져옵니다.
exchange-kattis-program = 출력을 이 폴더의 프로그램이 판정합니다. 여기서는 실행할 수 없습니다. 기본 검증기만 가져옵니다.
exchange-kattis-objective = 점수가 낮을수록 좋은 문제입니다. 미션은 점수가 높을수록 좋습니다.
exchange-kattis-language = Python이나 JavaScript로 된 정답 프로그램이 없습니다. --language로 수강생의 언어를 고르십시오. 그때는 미션에 모범 답안이 필요합니다.
exchange-kattis-no-secret = data/secret에 비밀 테스트(.in과 .ans)가 없습니다.
exchange-kattis-mixed = data/secret에 테스트와 그룹이 함께 있습니다. 형식은 둘 중 하나만 허용합니다.
exchange-kattis-no-answer = 테스트에 답 파일 { $file }이(가) 없습니다.
exchange-kattis-no-input = 이 답에 맞는 { $file }이(가) 없습니다. 가져오지 않습니다.
exchange-kattis-cases = 테스트가 { $count }개입니다. 채점기 `cases`는 { $most }개까지 받습니다. 몇 개를 빼십시오.
exchange-kattis-driver = 패키지가 { $file }을(를) 가지고 있고 수강생은 프로그램의 일부만 씁니다. 미션으로 나타낼 수 없습니다.
exchange-kattis-entry = 파일이 여러 개인데 { $entry }이(가) 없습니다. 실행해 보지 않습니다.
exchange-kattis-python2 = Python 2 프로그램입니다. 실행해 보지 않습니다.
exchange-kattis-submissions = submissions.yaml에 적힌 프로그램별 조건은 확인하지 않습니다. 폴더 이름이 말하는 것만 확인합니다.
exchange-kattis-scoring = 이런 점수 계산은 할 수 없습니다: { $key } = { $value }. 테스트나 그룹의 합, 그룹별 전부 아니면 0점만 됩니다.
exchange-kattis-nested = 그룹 { $group } 안에 또 그룹이 있습니다. 겹친 그룹의 점수는 가져올 수 없습니다. 한 그룹으로 모으십시오.
exchange-kattis-unbounded = { $group }의 점수가 { $score }입니다. 출제자의 프로그램이 정하는 점수입니다. 그룹에 숫자를 주십시오.
exchange-kattis-no-score = 그룹 { $group }에 max_score가 없습니다. 형식이 요구합니다.
exchange-kattis-break = { $group }에서는 첫 실패에서 채점이 끝나야 합니다. 여기서는 모든 테스트를 채점하고 맞은 만큼 점수를 줍니다.
exchange-flag = 기본 검증기에 없는 인자 { $flag }입니다.
exchange-flag-number = { $flag } 다음에는 0 이상의 수가 있어야 합니다.
exchange-export-kattis = 문제 패키지로 나타낼 수 없습니다: { $what }.
exchange-export-tests = 항목 { $item }은(는) 테스트 파일로 채점하지 않습니다(채점기 `tests`).

# CodeRunner
exchange-no-quiz = Moodle의 문제 파일이 아닙니다. 최상위 요소가 <quiz>가 아닙니다.
exchange-question-type = 문제 유형 { $kind }은(는) CodeRunner가 아닙니다.
exchange-prototype = 문제가 아니라 원형(prototype)입니다.
exchange-coderunner-type = 문제 유형 { $kind }은(는) 다른 사이트의 원형이고 이 파일에 없습니다. 원형을 문제와 함께 내보내십시오.
exchange-coderunner-sql-answer = 답이 없는 SQL 문제는 결과의 그림만 있고 원하는 결과를 말하지 않습니다. CodeRunner에서 답을 추가하십시오.
exchange-coderunner-sql-expected = `sqlite3`가 그린 표는 비교하지 않습니다. 결과는 순서와 열 이름까지 모범 답안의 결과와 같아야 합니다.
exchange-coderunner-database = 데이터베이스 { $name }을(를) 읽을 수 없습니다: { $error }
exchange-coderunner-databases = 데이터베이스 파일(.db)이 { $count }개 있습니다. SQL 문제에는 하나가 있어야 합니다.
exchange-combinator = 모든 테스트를 한 번에 실행하는 자체 템플릿이 있습니다. 테스트 하나의 템플릿으로 바꾸십시오.
exchange-template = 템플릿에 Twig만 계산할 수 있는 { $what }이(가) 있습니다. 필터 없는 STUDENT_ANSWER, TEST.testcode, TEST.extra, TEST.stdin, TEST.expected만 가져옵니다.
exchange-template-answer = 템플릿에 STUDENT_ANSWER가 { $count }번 있습니다. 한 번이어야 합니다.
exchange-grader = 채점기 { $name }은(는) 템플릿의 프로그램입니다. EqualityGrader, NearEqualityGrader, RegexGrader만 압니다.
exchange-regex = 정규식을 가져올 수 없습니다: { $error }
exchange-twigall = 글을 Twig가 만듭니다(무작위 값 등). 고정된 글로 바꾸십시오.
exchange-uiplugin = 답을 사용자 인터페이스 { $name }이(가) 만듭니다. 여기서 답은 프로그램입니다.
exchange-attachments = 수강생이 파일을 첨부해야 하는 문제입니다. 여기서는 프로그램을 냅니다.
exchange-student-answer = 테스트가 답의 글자를 읽습니다(__student_answer__). 미션으로 나타낼 수 없습니다.
exchange-no-tests = 문제에 테스트가 없습니다.
exchange-support-file = 파일 { $name }은(는) 텍스트가 아니거나 너무 큽니다. 프로그램은 텍스트 파일만 받습니다.
exchange-points = 배점이 { $grade }입니다. 점수는 1 이상의 정수이므로 { $points }점으로 합니다.
exchange-display = 표시 방식이 { $display }인 테스트를 { $became }로 보여 줍니다.
exchange-hide-rest = 이 테스트가 실패해도 다음 테스트를 보여 줍니다.

# Gradescope
exchange-gradescope-no-score = 점수가 없습니다. 전체의 `score`도, 모든 테스트의 점수도 없습니다.
exchange-gradescope-score = { $score }은(는) 점수가 아닙니다.
exchange-gradescope-more = 점수 { $score }이(가) 제출의 최고 점수 { $most }점보다 큽니다. 추가 점수는 가져올 수 없습니다.
exchange-gradescope-reason = Gradescope results.json: { $score }점, 테스트 { $tests }개 중 { $passed }개 통과.
exchange-no-staff = 이메일 주소가 { $email }인 튜터나 관리자가 없습니다.
