"""Values and rules of the till: money, cards, operations and what answers mean. Standard library only."""
