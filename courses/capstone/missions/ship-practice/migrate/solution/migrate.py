import hashlib
import sqlite3


class MigrationError(Exception):
    """마이그레이션을 적용할 수 없습니다."""


TABLE = """
CREATE TABLE IF NOT EXISTS schema_migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL
)
"""


def checksum(statements):
    return hashlib.sha256("\n".join(statements).encode("utf-8")).hexdigest()


def records(conn):
    conn.execute(TABLE)
    return conn.execute("SELECT number, name, checksum FROM schema_migrations ORDER BY number").fetchall()


def applied(conn):
    return [(number, name) for number, name, _ in records(conn)]


def check(done, migrations):
    numbers = [number for number, _, _ in migrations]
    if numbers != list(range(1, len(numbers) + 1)):
        raise MigrationError(f"번호가 1부터 이어지지 않습니다: {numbers}")
    known = {number: (name, checksum(statements)) for number, name, statements in migrations}
    for number, name, mark in done:
        if known.get(number) != (name, mark):
            raise MigrationError(f"{number}번은 이미 적용했는데 없어지거나 바뀌었습니다")


def apply(conn, number, name, statements):
    conn.execute("BEGIN")
    try:
        for statement in statements:
            conn.execute(statement)
        conn.execute("INSERT INTO schema_migrations VALUES (?, ?, ?)", (number, name, checksum(statements)))
    except sqlite3.Error as error:
        conn.rollback()
        raise MigrationError(f"{number}번을 적용하지 못했습니다: {error}") from error
    conn.commit()


def migrate(conn, migrations):
    migrations = sorted(migrations, key=lambda migration: migration[0])
    done = records(conn)
    check(done, migrations)
    todo = migrations[len(done):]
    for number, name, statements in todo:
        apply(conn, number, name, statements)
    return [number for number, _, _ in todo]
