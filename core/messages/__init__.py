"""Mail out: what is told to whom, by which road, and what became of it. A message's text is kept nowhere."""
