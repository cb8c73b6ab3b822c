from datetime import date

from library import Library, LibraryError


def run(library, line):
    """명령 하나를 실행하고, 출력할 글을 돌려줍니다."""
    words = line.split(" ", 2)
    if words[0] == "등록" and len(words) == 3:
        book = library.add(words[1], words[2])
        return f"등록: {book.title}"
    # TODO: 대출, 반납, 목록 명령을 더하세요.
    raise LibraryError("알 수 없는 명령입니다")


library = Library()
while True:
    line = input()
    if line == "끝":
        break
    try:
        print(run(library, line))
    except LibraryError as error:
        print(f"오류: {error}")
