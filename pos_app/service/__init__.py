"""Use cases and time: the till, the queue of requests, look-ups, and the snapshot the screens draw."""
