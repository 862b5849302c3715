"""The people who can log in at the simulator. All of them are invented; their passwords stand on the login page."""

import hmac
import sqlite3
from dataclasses import dataclass
from typing import Literal

from integrations.fortnox.simulator.storage import Storage

Right = Literal["administrator", "member", "reader"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a login.

    Attributes:
        login: the user name.
        password: as it is.
        name: of the person.
        user_id: stands in the access token.
        right: what they may at their companies: an administrator everything, a member connect an application as
            themselves but no service account, a reader nothing of the kind.
        tenants: the companies they see; all of them when it is empty, as at an accounting firm.
    """

    login: str
    password: str
    name: str
    user_id: int
    right: Right = "administrator"
    tenants: tuple[int, ...] = ()

    def sees(self, tenant: int) -> bool:
        """Say whether a company is among theirs."""
        return not self.tenants or tenant in self.tenants


PEOPLE = (
    Person("byra", "byra", "Berit Byråkonsult", 11),
    Person("medarbetare", "medarbetare", "Mats Medarbetare", 12, "member"),
    Person("lasare", "lasare", "Lena Läsare", 13, "reader"),
)


def ensure(storage: Storage) -> None:
    """Make the invented people, unless somebody of that name is there."""
    with storage.reading() as connection:
        there = {row["login"] for row in connection.execute("SELECT login FROM web_person").fetchall()}
    for person in PEOPLE:
        if person.login not in there:
            keep(storage, person)


def keep(storage: Storage, person: Person) -> None:
    """Add a person, or change them."""
    tenants = " ".join(map(str, person.tenants))
    values = (person.login, person.password, person.name, person.user_id, person.right, tenants)
    with storage.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO web_person VALUES (?, ?, ?, ?, ?, ?)", values)


def people(storage: Storage) -> list[Person]:
    """List everybody, in the order of their numbers."""
    with storage.reading() as connection:
        rows = connection.execute("SELECT * FROM web_person ORDER BY user_id").fetchall()
    return [_person(row) for row in rows]


def person_named(storage: Storage, login: str) -> Person | None:
    """Find somebody by their user name."""
    return next((person for person in people(storage) if person.login == login), None)


def signed_in(storage: Storage, login: str, password: str) -> Person | None:
    """Give the person of that name, if the password is theirs."""
    person = person_named(storage, login.strip().lower())
    is_right = person is not None and hmac.compare_digest(person.password.encode(), password.encode())
    return person if is_right else None


def _person(row: sqlite3.Row) -> Person:
    return Person(
        row["login"],
        row["password"],
        row["name"],
        row["user_id"],
        row["right"],
        tuple(map(int, row["tenants"].split())),
    )
