"""A browser without JavaScript: it gets pages, fills in forms as they stand there, sends them."""

from __future__ import annotations

from lxml import html
from werkzeug.datastructures import MultiDict


class Page:
    """One answer."""

    def __init__(self, response, address):
        self.status, self.headers, self.address = response.status_code, response.headers, address
        self.content = response.get_data()
        self.source = self.content.decode(errors="replace")
        response.close()
        is_html = response.content_type.startswith("text/html") and self.source
        self.tree = html.fromstring(self.source) if is_html else None

    @property
    def text(self):
        """All that can be read, with single spaces."""
        return " ".join(self.tree.find("body").text_content().split())

    @property
    def heading(self):
        return self.tree.findtext(".//h1")

    @property
    def location(self):
        return self.headers.get("Location", "")

    def texts(self, path):
        return [" ".join(one.text_content().split()) for one in self.tree.xpath(path)]

    def link(self, words):
        """The address of the first link with these words."""
        return next(a.get("href") for a in self.tree.xpath("//a") if words in a.text_content())

    def form(self, containing):
        """The form that has a button with these words."""
        return next(
            form
            for form in self.tree.xpath("//form")
            for button in form.xpath(".//button[not(@aria-hidden)]")
            if containing in button.text_content()
        )


class Browser:
    """Keeps cookies; does not follow redirects by itself."""

    def __init__(self, app):
        self.client = app.test_client()

    def get(self, address):
        return Page(self.client.get(address), address)

    def follow(self, page):
        assert page.status in (302, 303), page.text
        return self.get(page.location)

    def post(self, address, pairs):
        fields = MultiDict(pairs.items() if isinstance(pairs, dict) else pairs)
        return Page(self.client.post(address, data=fields), address)

    def send(self, page, button, **changed):
        """Fill in the form with this button and send it; None leaves a field out."""
        form = page.form(button)
        filled = {**dict(form.fields.items()), **changed}
        pairs = [
            (name, one)
            for name, value in filled.items()
            if value is not None
            for one in (list(value) if isinstance(value, list | set) else [value])
        ]
        return self.post(form.get("action") or page.address, pairs)

    def sign_in(self, name, password):
        page = self.send(self.get("/aanmelden"), "Aanmelden", naam=name, wachtwoord=password)
        assert page.status == 303, page.text
        return page
