"""`make package`: the packages for the system this stands on, in dist/."""

import sys

import freeze
import product
from project import say


def main() -> None:
    """Freeze, then make what this system ships."""
    tree = freeze.freeze()
    if product.SYSTEM == "linux":
        import package_linux

        package_linux.package(tree)
    else:
        sys.exit(f"stopped: no packages are made on {product.SYSTEM} yet")
    say("package: done")


if __name__ == "__main__":
    main()
