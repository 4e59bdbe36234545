"""Names of fictional children: words that nobody is called, put together at random."""

from __future__ import annotations

GIVEN_NAMES = (
    "Aagje", "Balthazar", "Cas", "Doortje", "Evert", "Fien", "Guus", "Hidde", "Isa", "Joep",
    "Keetje", "Lot", "Mees", "Noor", "Otis", "Pip", "Quint", "Roos", "Sem", "Teun", "Ummu",
    "Veerle", "Wout", "Xandra", "Yara", "Zeno",
)  # fmt: skip
FAMILY_NAMES = (
    "Bedenksel", "Denkbeeld", "Fabel", "Fantasie", "Hersenspinsel", "Inbeelding", "Kletspraat",
    "Luchtkasteel", "Nergenshuizen", "Oefening", "Poppenkast", "Spiegelbeeld", "Sprookje",
    "Toverdoos", "van Alsof", "van der Verzinning", "van Nooitgedacht", "Voorbeeld", "Zogenaamd",
)  # fmt: skip
