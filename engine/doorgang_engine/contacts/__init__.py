"""The contact register: who is the fixed contact of an organisation, in which role, until when."""
