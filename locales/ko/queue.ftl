queue-age = 제출한 지 { $seconds }초 지났습니다.
