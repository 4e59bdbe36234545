"""Doorgang on a real server, signing in at a real provider or at a hostile one."""

from __future__ import annotations

from base64 import b64encode
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from tests.identity.hostile_provider import HostileProvider
from tests.identity.real_provider import SECRET, ProviderMissing, RealProvider
from tests.identity.stage import Stage
from tests.identity.web_browser import WebBrowser
from tests.pages.browser import Browser

from doorgang_api.app import create_app
from doorgang_api.auth import hash_password
from doorgang_api.forms_adapter import FormsAdapter
from doorgang_api.identity.gate import open_gate
from doorgang_api.metrics import Metrics
from doorgang_api.settings import load_settings
from doorgang_api.wiring import House
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
    ("leiden", "school-leiden", "po_school", "11ZZ03"),
    ("leiden", "school-tweede", "po_school", "22YY00"),
    ("leiden", "school-geheel", "po_school", "33XX"),
    ("leiden", "swv-leiden", "swv", ""),
    ("rotterdam-koersvo", "vo-rotterdam", "vo_school", "44WW00"),
    ("rotterdam-koersvo", "school-beide", "vo_school", "55VV00"),
    ("leiden", "school-beide", "po_school", "55VV00"),
)
EVERYONE = """
[admission]
accounts = "everyone"
[default_roles]
po_school = ["po_leerkracht"]
vo_school = ["vo_mentor"]
"""


def employee(brin="11ZZ03", **more):
    """Claims as Entree Federatie gives them."""
    return {
        "uid": "jan@school.voorbeeld",
        "givenName": "Jan",
        "sn": "Verzonnen",
        "mail": "jan@school.voorbeeld",
        "eduPersonAffiliation": ["employee"],
        "nlEduPersonHomeOrganizationId": brin,
        **more,
    }


def identity_file(folder, *, issuer, place, more=""):
    file = folder / "identity.toml"
    head = f"""
[provider]
name = "Proef Federatie"
issuer = "{issuer}"
client_id = "doorgang"
redirect_uri = "{place}/aanmelden/terug"
"""
    file.write_text(head + more, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def library():
    return read_library(library_dir=ROOT, config_dir=ROOT / "config")


def build_house(url, library, file, **settings):
    """Put a house together as wiring does, with a library that is read once for all tests."""
    environ = {
        "DOORGANG_DATABASE_URL": url,
        "DOORGANG_MASTER_KEY": b64encode(MASTER_KEY).decode(),
        "DOORGANG_IDENTITY_FILE": str(file),
        "DOORGANG_IDENTITY_SECRET": SECRET,
        **{f"DOORGANG_{key.upper()}": value for key, value in settings.items()},
    }
    database = open_database(url)
    migrate(database)
    vault, read = Vault(MASTER_KEY), load_settings(environ=environ)
    return House(
        settings=read,
        parts=Parts(
            new_uow=partial(SqlUnitOfWork, database, vault),
            shelf=BundleShelf(),
            forms=FormsAdapter(),
            vault=vault,
        ),
        library=library,
        metrics=Metrics(),
        database=database,
        read_uow=partial(SqlUnitOfWork, database, vault, reading=True),
        gate=open_gate(settings=read, secret=MASTER_KEY, roles=library.roles),
    )


def add_organisations(house):
    with house.parts.new_uow() as uow:
        uow.organisations.add(
            [
                Organisation(region=region, id=key, kind=kind, name=key.title(), brin=brin)
                for region, key, kind, brin in ORGANISATIONS
            ]
        )


def add_account(house, account_id, *, organisation="school-leiden", region="leiden", **more):
    account = Account(
        region=region,
        id=account_id,
        name=account_id.title(),
        organisation=organisation,
        **{"roles": ("po_ib",), **more},
    )
    with house.parts.new_uow() as uow:
        uow.accounts.add([account])
    return account


@pytest.fixture(scope="session")
def stage():
    made = Stage()
    yield made
    made.close()


@pytest.fixture(scope="session")
def started_provider(stage, tmp_path_factory):
    try:
        made = RealProvider(folder=tmp_path_factory.mktemp("oidc"), place=stage.place)
    except ProviderMissing as missing:
        pytest.fail(str(missing), pytrace=False)
    yield made
    made.close()


@pytest.fixture
def provider(started_provider):
    """The real provider, with one user: an employee of a school."""
    started_provider.set_users({"jan": employee()})
    return started_provider


@pytest.fixture
def url(sqlite_url):
    """Where Doorgang keeps things; a module overrides it to run on both databases."""
    return sqlite_url


@pytest.fixture
def open_doorgang(url, library, stage, tmp_path):
    """Open Doorgang for a provider, on the stage."""
    opened = []

    def opener(issuer, more="", **settings):
        file = identity_file(tmp_path, issuer=issuer, place=stage.place, more=more)
        house = build_house(url, library, file, **settings)
        if not opened:
            add_organisations(house)
        opened.append(house)
        stage.app = create_app(house)
        return house

    yield opener
    for house in opened:
        house.close()


@pytest.fixture
def open_browser(stage):
    opened = []

    def opener():
        opened.append(WebBrowser(stage.place))
        return opened[-1]

    yield opener
    for browser in opened:
        browser.close()


def accounts_of(house, region="leiden"):
    with house.read_uow() as uow:
        return {account.id: account for account in uow.accounts.of_region(region)}


@pytest.fixture(scope="session")
def started_hostile():
    made = HostileProvider()
    yield made
    made.close()


@pytest.fixture
def hostile(started_hostile):
    """A provider that answers what the test wants; at first, right in everything."""
    started_hostile.begin_again()
    started_hostile.userinfo = employee()
    return started_hostile


class Visitor(Browser):
    """A browser whose provider is a hostile one: it comes back with any code."""

    def __init__(self, house, hostile):
        super().__init__(create_app(house))
        self._hostile = hostile

    def leave(self, **query):
        """Go to the provider; return the state to come back with."""
        page = self.get("/aanmelden/extern?" + urlencode(query))
        assert page.status == 303, page.text
        asked = dict(parse_qsl(urlsplit(page.location).query))
        self._hostile.nonce = asked["nonce"]
        return asked["state"]

    def come_back(self, state, **query):
        return self.get("/aanmelden/terug?" + urlencode({"code": "x", "state": state, **query}))

    def enter(self, **query):
        """Go there and come back."""
        return self.come_back(self.leave(**query))


@pytest.fixture
def visit(hostile, open_doorgang):
    """Open Doorgang for the hostile provider; give browsers."""
    houses = {}

    def visitor(more=EVERYONE, **settings):
        key = (more, *settings.items())
        if key not in houses:
            houses[key] = open_doorgang(hostile.issuer, more, **settings)
        return Visitor(houses[key], hostile)

    visitor.houses = houses
    return visitor


@pytest.fixture
def reasons(caplog):
    """Why sign-ins were refused, as the log says."""
    return lambda: [record.code for record in caplog.records if hasattr(record, "code")]
