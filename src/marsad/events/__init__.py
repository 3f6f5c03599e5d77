"""What happened: frames, clauses and roles, counts, status, attribution, merging of mentions within a report."""
