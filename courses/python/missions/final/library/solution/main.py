from datetime import date

from library import FEE_PER_DAY, Library, LibraryError


def parse_day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise LibraryError("날짜가 올바르지 않습니다")


def add(library, number, title):
    return f"등록: {library.add(number, title).title}"


def lend(library, day, number, name):
    book = library.lend(parse_day(day), number, name)
    return f"대출: {book.title} / {book.borrower} / {book.due}까지"


def give_back(library, day, number):
    book, late = library.give_back(parse_day(day), number)
    if late == 0:
        return f"반납: {book.title}"
    return f"반납: {book.title} (연체 {late}일, {late * FEE_PER_DAY:,}원)"


def run(library, line):
    """명령 하나를 실행하고, 출력할 글을 돌려줍니다."""
    words = line.split()
    if words[0] == "등록" and len(words) >= 3:
        _, number, title = line.split(" ", 2)
        return add(library, number, title)
    if words[0] == "대출" and len(words) == 4:
        return lend(library, *words[1:])
    if words[0] == "반납" and len(words) == 3:
        return give_back(library, *words[1:])
    if words == ["목록"]:
        return "\n".join(library.listing()) or "등록된 책이 없습니다"
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
