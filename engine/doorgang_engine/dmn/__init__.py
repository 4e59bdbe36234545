"""Decision tables (DMN 1.3): read, judged before publication, and asked by business rule tasks."""
