# Part of the scripts of the package: says so and gives 1 while a till of this package runs for anybody here.
no_till_runs() {
    for process in /proc/[0-9]*; do
        case "$(readlink "$process/exe" 2>/dev/null)" in
            */usr/lib/holdfast/*)
                echo "Holdfast is running. Close it at every till of this computer first: what is open is kept." >&2
                return 1
                ;;
        esac
    done
}
# What each user's journals hold, by the program that is there; it stays, whatever this script's package does.
say_what_is_open() {
    /usr/lib/holdfast/current/pos-app upgrade-check 2>/dev/null || true
}
