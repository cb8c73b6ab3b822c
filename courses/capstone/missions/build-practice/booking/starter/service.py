from domain import Invalid, NotFound, check_cancel, check_period, price


class Booking:
    def __init__(self, repository, now):
        self.repository = repository
        self.now = now

    # TODO: book, cancel, mine
