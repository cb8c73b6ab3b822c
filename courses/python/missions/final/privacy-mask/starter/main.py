def mask_name(name):
    # TODO: 글자 수에 따라 나누어 처리하세요.
    return name


def mask_phone(phone):
    parts = phone.split("-")
    # TODO: 세 부분인지, 모두 숫자인지 확인하고 가운데를 가리세요.
    return phone


print(mask_name("홍길동"))
print(mask_phone("010-1234-5678"))
