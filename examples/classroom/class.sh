# How is a class set up on one machine: built, started part by part, waited for, and cleaned away whatever happens?
# Read by `run` (and by tests/run for what both do). Callers set: root, classroom, state.

say() { printf '%s\n' "$*" >&2; }
die() { say "✗ $*"; exit 1; }

# ---- preparing -------------------------------------------------------------------------------------------------------------

# A Node that the npm packages run on: the one that is here, or else version 22 from npm, kept below build/.
choose_node() {
    node=$(command -v node || true)
    if [ -z "$node" ] || [ "$("$node" -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
        node=$root/build/node/node_modules/node/bin/node
        if [ ! -x "$node" ]; then
            say "Fetching Node 22 from npm …"
            npm install --no-save --no-audit --no-fund --loglevel=error --prefix "$root/build/node" node@22 >&2 || die "no Node 22"
        fi
        export PATH="${node%/*}:$PATH"
    fi
}

# The npm packages exactly as the lock file names them; again only when that file changed.
install_npm() {
    choose_node
    local mark=$classroom/node_modules/.lock-file
    cmp -s "$classroom/package-lock.json" "$mark" && return
    say "Installing the npm packages of the demo …"
    (cd "$classroom" && npm ci --no-audit --no-fund --loglevel=error >&2) || die "npm could not install its packages"
    cp "$classroom/package-lock.json" "$mark"
}

# build PRESET TARGET…: cmake and ninja with a line of progress.
build() {
    local preset=$1
    shift
    say "Building ($preset) …"
    mkdir -p "$root/build"
    (cd "$root" && cmake --preset "$preset") >"$root/build/$preset.log" 2>&1 || { cat "$root/build/$preset.log" >&2; die "configuring failed"; }
    NINJA_STATUS='[%f/%t %es] ' ninja -C "$root/build/$preset" "$@" >&2 || die "the build failed"
}

# ---- parts -----------------------------------------------------------------------------------------------------------------

declare -A part=()  # name → process, which leads a session of its own
started=()

# start NAME COMMAND…: in the background, with its own session and log; it is told to stop when this script dies in any way.
start() {
    local name=$1
    shift
    setsid setpriv --pdeathsig TERM -- "$@" >"$state/log/$name.log" 2>&1 </dev/null &
    part[$name]=$!
    started+=("$name")
}

running() { kill -0 "${part[$1]}" 2>/dev/null; }

# until_true SECONDS WHAT COMMAND…: asks ten times a second; a part that ended meanwhile is told with the end of its log.
until_true() {
    local deadline=$((SECONDS + $1)) what=$2 name
    shift 2
    until "$@" >/dev/null 2>&1; do
        for name in "${started[@]}"; do
            running "$name" || { tail -n 20 "$state/log/$name.log" >&2; die "$name ended by itself while waiting for $what"; }
        done
        [ "$SECONDS" -lt "$deadline" ] || die "$what did not happen in time; the logs are in $state/log"
        sleep 0.1
    done
}

# Stops every part, the last one first: asks, waits at most five seconds, then insists.
stop_all() {
    local i pid tries
    for ((i = ${#started[@]} - 1; i >= 0; i--)); do kill -TERM -- "-${part[${started[i]}]}" 2>/dev/null; done
    for ((tries = 0; tries < 50; tries++)); do
        local left=0
        for pid in "${part[@]}"; do kill -0 -- "-$pid" 2>/dev/null && left=1; done
        [ "$left" = 1 ] || break
        sleep 0.1
    done
    for pid in "${part[@]}"; do kill -KILL -- "-$pid" 2>/dev/null; done
    wait 2>/dev/null
    started=() part=()
}

# ---- small things ----------------------------------------------------------------------------------------------------------

free_port() {
    local port=$1
    while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
    echo "$port"
}

answers() { curl -fsS -o /dev/null --max-time 2 "$1"; }
