import hashlib
import sqlite3


class MigrationError(Exception):
    """마이그레이션을 적용할 수 없습니다."""


def checksum(statements):
    return ""


def applied(conn):
    return []


def migrate(conn, migrations):
    for number, name, statements in migrations:
        for statement in statements:
            conn.execute(statement)
    return [number for number, _, _ in migrations]
