nav-skip = 본문으로 건너뛰기
nav-main = 주 메뉴
nav-roadmap = 로드맵
nav-learning = 내 학습
nav-studio = 스튜디오
nav-login = 로그인
nav-signup = 회원가입
nav-logout = 로그아웃
nav-account = { $name } 님의 메뉴
# 다른 언어의 코드와 이름
nav-other-locale = en
nav-other-language = English
