import sqlite3


class NotEnough(Exception):
    """포인트가 모자랍니다."""


class NoWallet(Exception):
    """그런 지갑이 없습니다."""


def setup(conn):
    """표를 만듭니다. 고치지 마세요."""
    conn.executescript("""
    CREATE TABLE wallets (name TEXT PRIMARY KEY, point INTEGER NOT NULL CHECK (point >= 0));
    CREATE TABLE records (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL REFERENCES wallets (name),
        amount INTEGER NOT NULL,
        memo TEXT NOT NULL
    );
    """)


def open_wallet(conn, name):
    try:
        with conn:
            conn.execute("INSERT INTO wallets VALUES (?, 0)", (name,))
    except sqlite3.IntegrityError:
        raise ValueError(f"이미 있는 지갑입니다: {name}") from None


def balance(conn, name):
    row = conn.execute("SELECT point FROM wallets WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise NoWallet(name)
    return row[0]


def check(amount):
    if type(amount) is not int or amount < 1:
        raise ValueError(f"1 이상의 정수여야 합니다: {amount!r}")


def change(conn, name, amount, memo):
    """지갑 하나를 바꾸고 기록합니다. 트랜잭션 안에서 부릅니다."""
    cursor = conn.execute(
        "UPDATE wallets SET point = point + ? WHERE name = ? AND point + ? >= 0", (amount, name, amount)
    )
    if cursor.rowcount == 0:
        balance(conn, name)
        raise NotEnough(name)
    conn.execute("INSERT INTO records (name, amount, memo) VALUES (?, ?, ?)", (name, amount, memo))


def charge(conn, name, amount):
    check(amount)
    with conn:
        change(conn, name, amount, "충전")


def send(conn, sender, receiver, amount):
    check(amount)
    if sender == receiver:
        raise ValueError("자신에게는 보낼 수 없습니다")
    with conn:
        balance(conn, receiver)
        change(conn, sender, -amount, f"{receiver}에게")
        change(conn, receiver, amount, f"{sender}에게서")


def history(conn, name):
    return conn.execute("SELECT amount, memo FROM records WHERE name = ? ORDER BY id DESC", (name,)).fetchall()
