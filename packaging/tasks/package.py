"""`make package`: the packages for the system this stands on, in dist/."""

import freeze
import product
from project import run_or_stop, say


def main() -> None:
    """Freeze, then make what this system ships."""
    tree = freeze.freeze()
    if product.SYSTEM == "linux":
        import package_linux

        package_linux.package(tree)
    elif product.SYSTEM == "windows":
        import installers

        installers.package(tree, run_or_stop, str, installers.msi_on_windows)
    else:
        import package_macos

        package_macos.package()
    say("package: done")


if __name__ == "__main__":
    main()
