from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from doorgang_api.pages.dossier_themes import REST, by_theme, theme_of

ROOT = Path(__file__).parents[3]
CONFIG = ROOT / "config"
FORMS = sorted(
    path.stem for path in (ROOT / "forms/definitions").glob("*.json") if "." not in path.stem
)


def form(key):
    return SimpleNamespace(filled_in=SimpleNamespace(submission=SimpleNamespace(form=key)))


class TestThemes:
    def test_hold_every_form_that_we_ship(self):
        assert len(FORMS) > 300
        assert [key for key in FORMS if theme_of(key, config_dir=CONFIG) == REST] == []

    @pytest.mark.parametrize(
        ("key", "name"),
        [
            ("tlv_besluit", "Besluit en bezwaar"),
            ("okr", "Overdracht en onderwijs"),
            ("eigen_formulier_van_een_regio", REST),
        ],
    )
    def test_go_by_the_first_that_fits(self, key, name):
        assert theme_of(key, config_dir=CONFIG) == name

    def test_keep_the_order_of_the_forms(self):
        themes = by_theme([form("okr"), form("tlv_besluit"), form("opp")], config_dir=CONFIG)

        assert [(one.name, len(one.forms)) for one in themes] == [
            ("Overdracht en onderwijs", 2),
            ("Besluit en bezwaar", 1),
        ]
