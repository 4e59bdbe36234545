"""Letters: what a route tells people on paper, as accessible PDF, from texts of the library."""
