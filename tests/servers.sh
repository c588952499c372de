# Starts PostgreSQL and MariaDB for the tests, each only where nothing listens yet. To be sourced.
# Programs that are missing are installed from Debian's packages. The data lives in .servers/ of the project and
# may be deleted at any time. CLOG_TEST_POSTGRESQL_URL and CLOG_TEST_MARIADB_URL name servers elsewhere.

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

wait_for() { # port, name
    for _ in $(seq 100); do
        if listens "$1"; then return 0; fi
        sleep 0.2
    done
    echo "$2 did not start; see .servers/" >&2
    return 1
}

install_packages() {
    local sudo=""
    [ "$(id -u)" -eq 0 ] || sudo="sudo"
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -qq -y --no-install-recommends "$@"
}

as_user() { # user, command...: servers refuse to run as root
    local user="$1"
    shift
    if [ "$(id -u)" -eq 0 ]; then runuser -u "$user" -- "$@"; else "$@"; fi
}

start_postgresql() {
    local bin data=".servers/postgresql"
    bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    if [ -z "$bin" ]; then
        install_packages postgresql
        if listens 5432; then # the package starts a server of its own, which asks for passwords
            as_user postgres psql -qc "ALTER SYSTEM SET listen_addresses = 'localhost'" || true
            pg_hba=$(as_user postgres psql -Atc 'SHOW hba_file')
            sed -i '1i host all all 127.0.0.1/32 trust' "$pg_hba"
            as_user postgres psql -qc 'SELECT pg_reload_conf()' >/dev/null
            return 0
        fi
        bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    fi
    if [ ! -d "$data/base" ]; then
        mkdir -p "$data"
        if [ "$(id -u)" -eq 0 ]; then chown postgres "$data"; fi
        as_user postgres "$bin/initdb" -D "$PWD/$data" -U postgres -A trust -E UTF8 >/dev/null
    fi
    as_user postgres "$bin/pg_ctl" -D "$PWD/$data" -s -l "$PWD/$data/log" \
        -o "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off" start
    wait_for 5432 PostgreSQL
}

start_mariadb() {
    local data=".servers/mariadb"
    if ! command -v mariadbd >/dev/null && ! [ -x /usr/sbin/mariadbd ]; then
        install_packages mariadb-server
    fi
    if listens 3306; then return 0; fi
    if [ ! -d "$data/mysql" ]; then
        mkdir -p "$data"
        if [ "$(id -u)" -eq 0 ]; then chown mysql "$data"; fi
        as_user mysql mariadb-install-db --no-defaults --datadir="$PWD/$data" \
            --auth-root-authentication-method=normal --skip-test-db >/dev/null
    fi
    as_user mysql nohup "$(command -v mariadbd || echo /usr/sbin/mariadbd)" --no-defaults --datadir="$PWD/$data" \
        --bind-address=127.0.0.1 --port=3306 --socket="$PWD/$data/socket" --pid-file="$PWD/$data/pid" \
        >"$data.log" 2>&1 </dev/null &
    wait_for 3306 MariaDB
}

start_servers() {
    if [ -z "${CLOG_TEST_POSTGRESQL_URL:-}" ] && ! listens 5432; then start_postgresql; fi
    if [ -z "${CLOG_TEST_MARIADB_URL:-}" ] && ! listens 3306; then start_mariadb; fi
}
