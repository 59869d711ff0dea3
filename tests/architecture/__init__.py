"""The rules of the house hold, and a break of one is caught."""
