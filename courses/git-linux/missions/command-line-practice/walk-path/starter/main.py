HOME = "/home/jimin"


def walk(cwd, path):
    # 조각을 하나씩 밟아 가며 지금 있는 곳을 리스트에 담아 두면 쉽습니다.
    return cwd + "/" + path
