"""Who may do what: every question, change and address of the whole house, tried by everybody."""
