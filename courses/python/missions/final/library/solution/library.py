from dataclasses import dataclass, field
from datetime import date, timedelta

LOAN_DAYS = 14
MAX_BOOKS = 3
FEE_PER_DAY = 100


class LibraryError(Exception):
    """도서관의 규칙에 어긋날 때 일어나는 예외입니다. 설명이 그대로 안내됩니다."""


@dataclass
class Book:
    number: str
    title: str
    borrower: str = ""          # 빌려 간 사람. 없으면 빈 문자열
    due: date | None = None     # 기한. 빌려 가지 않았으면 None

    def is_lent(self):
        return self.borrower != ""

    def overdue_days(self, day):
        """day에 연체된 날수입니다. 연체가 아니면 0입니다."""
        return max(0, (day - self.due).days)

    def status(self):
        if self.is_lent():
            return f"{self.number} {self.title} [{self.borrower}, {self.due}까지]"
        return f"{self.number} {self.title} [대출 가능]"


@dataclass
class Library:
    books: dict = field(default_factory=dict)   # 번호 -> Book

    def add(self, number, title):
        """책을 등록하고 돌려줍니다."""
        if number in self.books:
            raise LibraryError("이미 있는 번호입니다")
        book = Book(number, title)
        self.books[number] = book
        return book

    def find(self, number):
        if number not in self.books:
            raise LibraryError("없는 번호입니다")
        return self.books[number]

    def lend(self, day, number, name):
        """책을 빌려주고, 빌려준 책을 돌려줍니다."""
        book = self.find(number)
        if book.is_lent():
            raise LibraryError("이미 대출 중입니다")
        mine = [b for b in self.books.values() if b.borrower == name]
        if any(b.overdue_days(day) > 0 for b in mine):
            raise LibraryError("연체한 책이 있습니다")
        if len(mine) >= MAX_BOOKS:
            raise LibraryError("세 권까지 빌릴 수 있습니다")
        book.borrower = name
        book.due = day + timedelta(days=LOAN_DAYS)
        return book

    def give_back(self, day, number):
        """책을 돌려받고, 책과 연체한 날수를 돌려줍니다."""
        book = self.find(number)
        if not book.is_lent():
            raise LibraryError("대출 중이 아닙니다")
        late = book.overdue_days(day)
        book.borrower = ""
        book.due = None
        return book, late

    def listing(self):
        """번호순으로 책의 상태를 돌려줍니다."""
        return [self.books[number].status() for number in sorted(self.books)]
