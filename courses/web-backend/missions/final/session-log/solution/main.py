from dataclasses import dataclass

LIMIT = 3


@dataclass
class Session:
    user: str
    started: int
    used: int


class Store:
    def __init__(self, idle, absolute):
        self.idle, self.absolute = idle, absolute
        self.sessions = {}
        self.count = 0

    def add(self, user, started, used):
        self.count += 1
        number = f"s{self.count}"
        self.sessions[number] = Session(user, started, used)
        return number

    def valid(self, number, now):
        """유효한 세션을 돌려줍니다. 지난 것은 없애고 None을 돌려줍니다."""
        session = self.sessions.get(number)
        if session is None:
            return None
        if now >= session.used + self.idle or now >= session.started + self.absolute:
            del self.sessions[number]
            return None
        return session

    def of(self, user, now):
        return [n for n in list(self.sessions) if self.valid(n, now) and self.sessions[n].user == user]

    def login(self, now, user):
        mine = self.of(user, now)
        if len(mine) >= LIMIT:
            del self.sessions[min(mine, key=lambda n: self.sessions[n].used)]
        return self.add(user, now, now)

    def use(self, now, number):
        session = self.valid(number, now)
        if session is None:
            return None
        session.used = now
        return session.user

    def renew(self, now, number):
        session = self.valid(number, now)
        if session is None:
            return None
        del self.sessions[number]
        return self.add(session.user, session.started, now)

    def logout(self, now, number):
        found = self.valid(number, now) is not None
        self.sessions.pop(number, None)
        return found

    def logout_all(self, now, user):
        mine = self.of(user, now)
        for number in mine:
            del self.sessions[number]
        return len(mine)


def run(idle, absolute, events):
    store = Store(idle, absolute)
    actions = {
        "login": store.login,
        "use": store.use,
        "renew": store.renew,
        "logout": store.logout,
        "logout-all": store.logout_all,
    }
    return [actions[action](time, argument) for time, action, argument in events]
