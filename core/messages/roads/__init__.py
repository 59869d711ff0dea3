"""The roads a letter can take: a mail server, GOV.UK Notify, or a folder that captures it."""
