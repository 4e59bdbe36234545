from __future__ import annotations

import pytest

from doorgang_api.pages.browsers import browser_words

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36"
EDGE = CHROME.replace("X11; Linux x86_64", "Windows NT 10.0") + " Edg/140.0.0.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


class TestBrowserWords:
    @pytest.mark.parametrize(
        ("agent", "words"),
        [
            (FIREFOX, "Firefox op Windows"),
            (CHROME, "Chrome op Linux"),
            (EDGE, "Edge op Windows"),
            (IPHONE, "Safari op iPhone"),
            ("Firefox/1", "Firefox"),
            ("curl/8", "Onbekende browser"),
            ("", "Onbekende browser"),
        ],
    )
    def test_tell_browsers_apart_without_versions(self, agent, words):
        assert browser_words(agent) == words
