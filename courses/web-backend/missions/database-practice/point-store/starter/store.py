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
    conn.execute("INSERT INTO wallets VALUES (?, 0)", (name,))


def balance(conn, name):
    return conn.execute("SELECT point FROM wallets WHERE name = ?", (name,)).fetchone()[0]


def charge(conn, name, amount):
    conn.execute("UPDATE wallets SET point = point + ? WHERE name = ?", (amount, name))


def send(conn, sender, receiver, amount):
    # TODO: 하나의 트랜잭션으로 옮기고 기록하세요.
    pass


def history(conn, name):
    return []
