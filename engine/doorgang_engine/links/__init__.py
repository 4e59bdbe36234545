"""Links for parents and pupils: one task or one dossier, a code, no account."""
