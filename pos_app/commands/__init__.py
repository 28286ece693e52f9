"""One file for each command of the `pos-app` command line."""
