"""The application on a real database, with the small route, its people and a fixed moment."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from tests import small_route
from tests.one_app import app_of
from tests.pages.browser import Browser
from tests.two_coordinators import add_two_coordinators

from doorgang_api.auth import hash_password
from doorgang_api.forms_adapter import FormsAdapter
from doorgang_api.metrics import Metrics
from doorgang_api.pages.visit import NOW
from doorgang_api.settings import load_settings
from doorgang_api.wiring import House
from doorgang_engine.cases import start_case
from doorgang_engine.model import Account, Organisation
from doorgang_engine.ports import Parts
from doorgang_engine.routes.library import read_library
from doorgang_engine.routes.shelf import BundleShelf
from doorgang_engine.sealing import Vault
from doorgang_engine.storage.database import open_database
from doorgang_engine.storage.migrate import migrate
from doorgang_engine.storage.unit_of_work import SqlUnitOfWork

ROOT = Path(__file__).parents[2]
MASTER_KEY = b"0123456789abcdef0123456789abcdef"
PASSWORD = "een lang wachtwoord"
HASHED = hash_password(PASSWORD)
ORGANISATIONS = (
    ("swv", "swv-proef", "Samenwerkingsverband Proef"),
    ("po_school", "school-proef", "School Proef"),
    ("po_school", "school-ander", "School Ander"),
)
PEOPLE = (
    ("loes", "Loes Loket", "swv-proef", ("loket",)),
    ("lars", "Lars Loket", "swv-proef", ("loket",)),
    ("sam", "Sam School", "school-proef", ("school",)),
    ("olga", "Olga Ander", "school-ander", ("school",)),
    ("rik", "Rik Regio", "swv-proef", ("regiocoordinator",)),
    ("audrey", "Audrey Auditor", "swv-proef", ("auditor",)),
    ("fien", "Fien FG", "swv-proef", ("fg",)),
)
TASK_CLOSES = small_route.START + timedelta(days=30)


@pytest.fixture(scope="session")
def library():
    return read_library(library_dir=ROOT, config_dir=ROOT / "config")


def build_house(url, library, *, demo=False):
    settings = load_settings(
        environ={"DOORGANG_DATABASE_URL": url, "DOORGANG_DEMO": str(demo).lower()}
        | ({"DOORGANG_MASTER_KEY": b64encode(MASTER_KEY).decode()} if "postgresql" in url else {})
    )
    database = open_database(url)
    migrate(database)
    vault = Vault(MASTER_KEY)
    parts = Parts(
        new_uow=partial(SqlUnitOfWork, database, vault),
        shelf=BundleShelf(),
        forms=FormsAdapter(),
        vault=vault,
    )
    return House(
        settings=settings,
        parts=parts,
        library=library,
        metrics=Metrics(),
        database=database,
        read_uow=partial(SqlUnitOfWork, database, vault, reading=True),
    )


def add_people(house, password=HASHED):
    with house.parts.new_uow() as uow:
        uow.organisations.add(
            [
                Organisation(region=small_route.REGION, id=key, kind=kind, name=name)
                for kind, key, name in ORGANISATIONS
            ]
        )
        uow.accounts.add(
            [
                Account(
                    region=small_route.REGION,
                    id=key,
                    name=name,
                    organisation=organisation,
                    roles=roles,
                    password=password,
                )
                for key, name, organisation, roles in PEOPLE
            ]
        )


@pytest.fixture
def url(sqlite_url):
    """Where the pages run; tests/pages/test_both_databases.py overrides it."""
    return sqlite_url


@pytest.fixture
def house(url, library):
    built = build_house(url, library)
    add_people(built)
    small_route.publish(built.parts)
    yield built
    built.close()


@pytest.fixture
def app(house):
    made = app_of(house)
    made.extensions[NOW] = small_route.START
    return made


@pytest.fixture
def browse(app):
    """Give a browser: of nobody, or of someone who is signed in."""

    def opened(name=""):
        browser = Browser(app)
        if name:
            browser.sign_in(name, PASSWORD)
        return browser

    return opened


@pytest.fixture
def case(house):
    return start_case(
        beginning=small_route.beginning(),
        actor=small_route.BEGINNER,
        parts=house.parts,
        now=small_route.START,
    )


@pytest.fixture
def task(house, case):
    with house.read_uow() as uow:
        (found,) = uow.tasks.of_case(case.id)
    return found


@pytest.fixture
def leiden(house):
    """A region with two coordinators."""
    add_two_coordinators(house.parts, password=HASHED)
    return house


@pytest.fixture
def lea(leiden, browse):
    return browse("lea")


@pytest.fixture
def draft(lea):
    """The address of a new draft of Lea."""
    sent = lea.send(
        lea.get("/ontwerpen"), "Beginnen", van="jongekind-verkenning/basis", naam="Eerst bellen"
    )
    assert sent.status == 303, sent.text
    return sent.location
