"""The one door to a dossier: who looks is judged, and written down, before anything is shown."""
