"""Who is told what: new tasks, days that come near, notices; by mail, at once or once a day."""
