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


@dataclass
class Library:
    books: dict = field(default_factory=dict)   # 번호 -> Book

    def add(self, number, title):
        """책을 등록하고 돌려줍니다."""
        # TODO: 이미 있는 번호이면 LibraryError를 일으키세요.
        book = Book(number, title)
        self.books[number] = book
        return book

    def lend(self, day, number, name):
        """책을 빌려주고, 빌려준 책을 돌려줍니다."""
        # TODO: 표의 순서대로 확인하고, borrower와 due를 채우세요.
        raise LibraryError("아직 만들지 않았습니다")

    def give_back(self, day, number):
        """책을 돌려받고, 책과 연체한 날수를 돌려줍니다."""
        # TODO
        raise LibraryError("아직 만들지 않았습니다")
