"""What leaves the house: letters by mail and calls to other systems, as jobs of the outbox."""
