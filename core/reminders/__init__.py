"""What is due, and who is told when: a ladder of steps that ends the moment the act is done."""
