"""What the till does with cards and money over time: use cases and their clock, without Qt, SQL or HTTP."""
