from __future__ import annotations

import pytest

from doorgang_api.identity.configuration import read_identity_rules
from doorgang_api.settings import SettingsInvalid

ROLES = {
    "po_ib": {"naam": "Intern begeleider", "organisatie": "po_school"},
    "swv_loket": {"naam": "Loket", "organisatie": "swv"},
}
RIGHT = """
[provider]
name = "Entree Federatie"
issuer = "https://aanmelden.voorbeeld"
client_id = "doorgang"
redirect_uri = "https://doorgang.voorbeeld/aanmelden/terug"
"""


@pytest.fixture
def read(tmp_path):
    def reader(text):
        file = tmp_path / "identity.toml"
        file.write_text(text, encoding="utf-8")
        return read_identity_rules(file=file, roles=ROLES)

    return reader


@pytest.fixture
def refused(read):
    """Give the key and the whole text of every problem."""

    def reader(text):
        with pytest.raises(SettingsInvalid) as caught:
            read(text)
        return {problem.key: str(problem) for problem in caught.value.problems}

    return reader


class TestFile:
    def test_has_defaults_for_entree_federatie(self, read):
        rules = read(RIGHT)

        assert rules.organisation == "nlEduPersonHomeOrganizationId"
        assert rules.affiliations == ("employee", "staff")
        assert rules.accounts == "registered"
        assert rules.after_logout == "https://doorgang.voorbeeld/aanmelden"

    def test_maps_claims_and_kinds_to_roles(self, read):
        rules = read(RIGHT + '[roles]\nIB = ["po_ib"]\n[default_roles]\nswv = ["swv_loket"]\n')

        assert rules.role_map == {"IB": ("po_ib",)}
        assert rules.default_roles == {"swv": ("swv_loket",)}

    def test_that_is_empty_is_refused_with_all_that_is_missing(self, refused):
        assert set(refused("")) == {
            "provider.name",
            "provider.issuer",
            "provider.client_id",
            "provider.redirect_uri",
        }

    @pytest.mark.parametrize(
        ("added", "key", "said"),
        [
            ('isuer = "x"', "provider.isuer", "Bedoelde u provider.issuer?"),
            ("[claim]\n", "claim", "Bedoelde u claims?"),
            ('algorithms = ["none"]', "provider.algorithms", "RS256"),
            ('algorithms = ["HS256"]', "provider.algorithms", "RS256"),
            ("algorithms = []", "provider.algorithms", "lijst"),
            ('scopes = ["profile"]', "provider.scopes", "openid"),
            ("userinfo = 1", "provider.userinfo", "true of false"),
            ("[claims]\nsubject = ''", "claims.subject", "sub"),
            ('[admission]\naccounts = "iedereen"', "admission.accounts", "registered, everyone"),
            ('[roles]\nIB = ["po_bi"]', "roles.IB: po_bi", "Bedoelde u po_ib?"),
            ('[roles]\nIB = "po_ib"', "roles.IB", '["po_ib"]'),
            ('[default_roles]\npo_shool = ["po_ib"]', "default_roles.po_shool", "po_school?"),
            ("qqqqqqqqqqqqqqqqqq = 3", "provider.qqqqqqqqqqqqqqqqqq", "Bekend zijn"),
        ],
    )
    def test_that_is_wrong_is_refused_with_the_place_and_what_to_do(
        self, refused, added, key, said
    ):
        problems = refused(RIGHT + added)

        assert list(problems) == [key]
        assert said in problems[key]
        assert "identity.toml" in problems[key]

    @pytest.mark.parametrize(
        "issuer",
        [
            "http://aanmelden.voorbeeld",
            "https://",
            "aanmelden.voorbeeld",
            "https://u:p@aanmelden.voorbeeld",
            "https://aanmelden.voorbeeld?x=1",
            "file:///etc/passwd",
        ],
    )
    def test_names_a_provider_over_https_only(self, refused, issuer):
        text = RIGHT.replace("https://aanmelden.voorbeeld", issuer)

        assert list(refused(text)) == ["provider.issuer"]

    @pytest.mark.parametrize("host", ["127.0.0.1:3000", "localhost:3000", "[::1]:3000"])
    def test_may_name_one_on_this_machine_without(self, read, host):
        text = RIGHT.replace("https://aanmelden.voorbeeld", f"http://{host}")

        assert read(text).issuer == f"http://{host}"

    @pytest.mark.parametrize("text", ["provider = [", "provider = 3"])
    def test_that_is_no_such_toml_is_refused(self, refused, text):
        assert refused(text)
