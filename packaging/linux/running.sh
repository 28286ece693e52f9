# Part of the scripts of the package. Whether a program below this folder runs, for anybody here.
runs_below() {
    for process in /proc/[0-9]*; do
        case "$(readlink "$process/exe" 2>/dev/null)" in
            *"$1"/*) return 0 ;;
        esac
    done
    return 1
}
# Says so and gives 1 while a till of this package runs.
no_till_runs() {
    if runs_below /usr/lib/holdfast; then
        echo "Holdfast is running. Close it at every till of this computer first: what is open is kept." >&2
        return 1
    fi
}
# What each user's journals hold, by the program that is there; a home that does not answer stops nothing.
say_what_is_open() {
    timeout 30 /usr/lib/holdfast/current/pos-app upgrade-check 2>/dev/null || true
}
