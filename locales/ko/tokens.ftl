# API 토큰
token-title = API 토큰
token-lead = 명령줄이나 자동화에서 내 권한으로 플러그인을 올리고 살펴볼 때 씁니다.
token-mine = 내 토큰
token-none = 아직 토큰이 없습니다
token-none-note = 만든 토큰이 여기에 나타납니다.
token-new = 새 토큰
token-create = 토큰 만들기
token-one = 토큰
token-name = 이름
token-name-help = 어디에 쓰는 토큰인지 알아볼 수 있게 적어 주세요.
token-scopes = 할 수 있는 일
token-scope-plugins-read = 플러그인과 실행 기록 보기
token-scope-plugins-write = 플러그인 올리고 활성화하기
token-life = 유효 기간
token-days = { $days }일
token-expires = 만료
token-used = 마지막 사용
token-never-used = 쓴 적 없음
token-valid = 사용 가능
token-revoked = 폐기됨
token-expired = 만료됨
token-revoke = 폐기
token-revoke-confirm = { $name } 토큰을 폐기할까요?
    이 토큰을 쓰는 프로그램은 곧바로 접근할 수 없게 됩니다.
token-fresh = 토큰을 만들었습니다
token-once = 이 토큰은 지금 한 번만 보여 드립니다. 안전한 곳에 옮겨 두세요.

token-name-bad = 이름은 한 줄로 1자에서 100자까지 적어 주세요.
token-scope-required = 할 수 있는 일을 하나 이상 골라 주세요.
token-days-bad = 유효 기간을 목록에서 골라 주세요.
token-too-many = 쓸 수 있는 토큰은 { $most }개까지입니다. 쓰지 않는 토큰을 먼저 폐기해 주세요.
token-required = API 토큰이 필요합니다. Authorization: Bearer 헤더로 보내 주세요.
token-unknown = 없거나 만료되었거나 폐기된 토큰입니다.
token-lacks-scope = 이 토큰으로는 할 수 없는 일입니다. 필요한 권한: { $scope }
