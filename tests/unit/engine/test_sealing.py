from __future__ import annotations

import pytest

from doorgang_engine.ciphertext import encrypt
from doorgang_engine.sealing import (
    SUBMISSION,
    ContentDestroyed,
    MasterKeys,
    MasterKeyUnknown,
    SealBroken,
    Vault,
    master_of,
    record_class_of,
)

FIRST, SECOND = b"1" * 32, b"2" * 32


@pytest.fixture
def vault():
    return Vault(FIRST)


@pytest.fixture
def key(vault):
    return vault.new_key("case-1", ["verzuim", "tlv"])[0]


class TestCaseKey:
    @pytest.mark.parametrize("record_class", ["", "verzuim", "tlv", "onbekend"])
    def test_opens_what_it_sealed(self, key, record_class):
        sealed = key.seal(b"Noor", SUBMISSION, record_class)

        assert key.open(sealed, SUBMISSION) == b"Noor"
        assert b"Noor" not in sealed

    def test_seals_each_record_class_under_a_key_of_its_own(self, key):
        sealed = key.seal(b"Noor", SUBMISSION, "verzuim")

        assert record_class_of(sealed) == "verzuim"
        assert record_class_of(key.seal(b"Noor", SUBMISSION, "onbekend")) == ""

    def test_opens_nothing_for_another_purpose_or_case(self, vault, key):
        sealed = key.seal(b"Noor", SUBMISSION, "verzuim")

        with pytest.raises(SealBroken):
            key.open(sealed, "event")
        with pytest.raises(SealBroken):
            vault.new_key("case-1", ["verzuim"])[0].open(sealed, SUBMISSION)

    def test_opens_nothing_of_a_class_that_was_moved_under_another_name(self, key):
        sealed = key.seal(b"Noor", SUBMISSION, "verzuim")
        moved = sealed.replace(b"\x07verzuim", b"\x03tlv")

        with pytest.raises(SealBroken):
            key.open(moved, SUBMISSION)

    def test_keeps_the_other_classes_when_one_is_destroyed(self, vault, key):
        gone, kept = (key.seal(b"Noor", SUBMISSION, name) for name in ("verzuim", "tlv"))

        left = vault.open_key("case-1", vault.wrap(key.without(["verzuim"])))

        assert left.open(kept, SUBMISSION) == b"Noor"
        with pytest.raises(ContentDestroyed):
            left.open(gone, SUBMISSION)

    def test_opens_nothing_once_it_is_destroyed(self, vault, key):
        sealed = key.seal(b"Noor", SUBMISSION)

        with pytest.raises(ContentDestroyed):
            vault.open_key("case-1", b"").open(sealed, SUBMISSION)
        with pytest.raises(ContentDestroyed):
            vault.open_key("case-1", b"").seal(b"Noor", SUBMISSION)

    def test_is_never_printed(self, key):
        assert repr(key) == "CaseKey(case-1)"


class TestVault:
    def test_opens_a_ring_under_any_master_key_that_it_has(self):
        key, wrapped = Vault(FIRST).new_key("case-1", ["tlv"])

        opened = Vault(MasterKeys(active=SECOND, others=[FIRST])).open_key("case-1", wrapped)

        assert (opened.secret, opened.classes) == (key.secret, key.classes)

    def test_says_which_master_key_is_missing(self):
        _, wrapped = Vault(FIRST).new_key("case-1")

        with pytest.raises(MasterKeyUnknown, match=master_of(wrapped)):
            Vault(SECOND).open_key("case-1", wrapped)

    def test_reads_the_master_keys_again_before_it_gives_up(self):
        _, wrapped = Vault(FIRST).new_key("case-1")
        vault = Vault(SECOND, refresh=lambda: MasterKeys(active=SECOND, others=[FIRST]))

        assert vault.open_key("case-1", wrapped).secret

    def test_opens_no_ring_of_another_case(self, vault):
        _, wrapped = vault.new_key("case-1")

        with pytest.raises(SealBroken):
            vault.open_key("case-2", wrapped)

    def test_opens_rings_from_before_record_classes(self, vault):
        wrapped = encrypt(FIRST, b"k" * 32, head=b"\x01", place=b"case-1|key")

        opened = vault.open_key("case-1", wrapped)

        assert opened.secret == b"k" * 32
        with pytest.raises(MasterKeyUnknown):
            Vault(SECOND).open_key("case-1", wrapped)
