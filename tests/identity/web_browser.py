"""A browser over real connections: follows redirects, fills in forms, keeps cookies."""

from __future__ import annotations

from urllib.parse import urljoin

import requests
from lxml import html


class WebPage:
    def __init__(self, answer):
        self.answer, self.status, self.url = answer, answer.status_code, answer.url
        is_html = answer.headers.get("Content-Type", "").startswith("text/html")
        self.tree = html.fromstring(answer.text) if is_html and answer.text else None

    @property
    def text(self):
        return " ".join(self.tree.find("body").text_content().split())

    @property
    def heading(self):
        return self.tree.findtext(".//h1")

    @property
    def location(self):
        return urljoin(self.url, self.answer.headers.get("Location", ""))

    def link(self, words):
        found = (a.get("href") for a in self.tree.xpath("//a") if words in a.text_content())
        return urljoin(self.url, next(found))


class WebBrowser:
    def __init__(self, place):
        self.place = place
        self.session = requests.Session()
        self.session.trust_env = False

    def get(self, address, *, follow=True):
        return self._follow(self._send("GET", address), follow)

    def send(self, page, button="", *, follow=True, **changed):
        """Fill in the form with this button (or the only form) and send it."""
        form = next(
            one
            for one in page.tree.xpath("//form")
            if button in "".join(b.text_content() for b in one.xpath(".//button"))
        )
        fields = {**dict(form.form_values()), **changed}
        address = urljoin(page.url, form.get("action") or page.url)
        return self._follow(self._send("POST", address, data=fields), follow)

    def to_provider(self, **query):
        """Go to the provider's own page."""
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        return self.get(f"/aanmelden/extern?{asked}")

    def sign_in(self, who, **query):
        """Sign in at the real provider, and agree to what it asks; return where that leads."""
        return self.agree(self.send(self.to_provider(**query), login=who, password="x"))

    def agree(self, page):
        """Agree to what the provider asks next, as far as it asks; its pages send themselves."""
        for _ in range(5):
            if page.tree is None or page.url.startswith(self.place):
                break
            page = self.send(page)
        return page

    def cookie(self, name):
        return self.session.cookies.get(name)

    def close(self):
        self.session.close()

    def _send(self, method, address, **more):
        url = urljoin(self.place, address)
        return WebPage(
            self.session.request(method, url, allow_redirects=False, timeout=20, **more)
        )

    def _follow(self, page, follow):
        while follow and page.status in (302, 303, 307):
            page = self._send("GET", page.location)
        return page
