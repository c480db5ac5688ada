# What the commands in eng/ share; sourced, never run. The caller has set -euo pipefail.
# shellcheck shell=bash

root="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"
export root
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# A build node or compiler server that stays behind keeps the caller's pipe open: whoever reads it would wait for minutes.
export MSBUILDDISABLENODEREUSE=1
readonly -a quiet_build=(-c Release -v quiet -nologo -p:UseSharedCompilation=false)

# Says one clear sentence and ends when the SDK that global.json asks for is not here.
need_dotnet() {
  if ! command -v dotnet >/dev/null || ! (cd -- "$root" && dotnet --version >/dev/null 2>&1); then
    echo "Dwell needs the .NET 10 SDK, which is not on this machine's PATH: https://dotnet.microsoft.com/download/dotnet/10.0" >&2
    exit 1
  fi
}

# Runs a command while holding the lock of the build folder, so that two builds at once wait for each other.
# The lock's descriptor is closed for the command: a process that it leaves behind must not hold the lock on.
with_build_lock() {
  mkdir -p -- "$root/artifacts/eng"
  if ! command -v flock >/dev/null; then
    "$@"
    return
  fi
  (
    flock 9
    "$@" 9>&-
  ) 9>"$root/artifacts/eng/build.lock"
}

# The time of the newest finished build of the command line; sources that are newer make it stale.
readonly built_stamp="$root/artifacts/eng/built.stamp"

# True when something that the command line is made of is newer than its last build. Folders count: a deleted file
# changes only its folder's time.
is_stale() {
  [[ -f "$built_stamp" && -f "$(dwell_assembly)" ]] || return 0
  local newer
  newer="$(cd -- "$root" && find src content sim Directory.Build.props Directory.Build.targets \
    Directory.Packages.props global.json -newer "$built_stamp" -print -quit)"
  [[ -n "$newer" ]]
}

dwell_assembly() { echo "$root/artifacts/bin/Dwell.Cli/release/dwell.dll"; }

# Builds what is given (a project or the solution). The stamp bears the time before the build, so that a file saved
# while it ran makes the next one stale.
build_and_stamp() {
  local before="$built_stamp.$$"
  touch -- "$before"
  if (cd -- "$root" && dotnet build "$@" "${quiet_build[@]}"); then
    mv -f -- "$before" "$built_stamp"
  else
    rm -f -- "$before"
    return 1
  fi
}
