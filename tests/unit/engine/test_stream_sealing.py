from __future__ import annotations

import pytest

from doorgang_engine.sealing import SealBroken
from doorgang_engine.stream_sealing import PIECE_BYTES, open_pieces, seal_pieces

SECRET = b"k" * 32
CONTENT = bytes(range(251)) * (3 * PIECE_BYTES // 251)


def sealed(content=CONTENT, *, secret=SECRET, place="a"):
    return list(seal_pieces(content, secret=secret, place=place))


def opened(pieces, *, secret=SECRET, place="a"):
    return open_pieces(pieces, secret=secret, place=place)


class TestPieces:
    @pytest.mark.parametrize(
        "size", [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES]
    )
    def test_open_to_what_was_sealed(self, size):
        content = b"x" * size

        assert opened(sealed(content)) == content

    def test_show_nothing_of_it(self):
        assert b"Noortje" not in b"".join(sealed(b"Noortje Proefkonijn" * 9))

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda p: [p[1], p[0], p[2]],
            lambda p: [p[0], p[0], p[2]],
            lambda p: p[:2],
            lambda p: p[1:],
            lambda p: [p[0], p[2]],
            lambda p: [*p, p[-1]],
            lambda p: [*p, *sealed(b"more")],
            lambda p: [p[0], p[1], p[2][:-1]],
            lambda p: [p[0][:-1] + bytes([p[0][-1] ^ 1]), *p[1:]],
            lambda _: [],
        ],
    )
    def test_do_not_open_when_one_is_moved_missing_or_changed(self, spoil):
        pieces = sealed()
        assert len(pieces) == 3

        with pytest.raises(SealBroken):
            opened(spoil(pieces))

    def test_do_not_open_elsewhere_or_with_another_key(self):
        with pytest.raises(SealBroken):
            opened(sealed(), place="b")
        with pytest.raises(SealBroken):
            opened(sealed(), secret=b"l" * 32)
