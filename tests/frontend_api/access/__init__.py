"""Who may use Gatehouse here, from the form that gives access to the session that ends."""
