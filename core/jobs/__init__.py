"""What must happen later: a row first, in the same transaction; Redis only wakes a worker."""
