"""What the vetting desk, the gate and the nights cost, on made-up years: the parts `desk` and `nights`."""
