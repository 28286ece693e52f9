"""The card service: the Wallets contract as a server on this computer.

A program of its own: it imports nothing else of Holdfast, and only `pos_app.commands` starts it.
"""
