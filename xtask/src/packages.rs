//! What the system must have, and how it gets there.
//!
//! On Debian and its kin what is missing is installed with apt where that is allowed; elsewhere it
//! is named, and the run stops before it fails half-way.

use crate::shell;

/// What building the terminal program takes: a C compiler for SQLite and ring, Perl and make for
/// the OpenSSL that SQLCipher brings along.
pub(crate) const TERMINAL: &[&str] = &["gcc", "libc6-dev", "make", "perl", "pkg-config"];

/// What building the window takes on top.
pub(crate) const WINDOW: &[&str] = &["libwebkit2gtk-4.1-dev", "librsvg2-dev"];

/// What the tests drive: a real window on a virtual screen, a real keychain, a real drag and drop,
/// and a browser for the screens.
pub(crate) const TESTS: &[&str] = &[
    "g++",
    "webkit2gtk-driver",
    "xvfb",
    "xauth",
    "openbox",
    "dbus-x11",
    "dbus-daemon",
    "gnome-keyring",
    "xdotool",
    "imagemagick",
    "python3-gi",
    "gir1.2-gtk-3.0",
    "chromium",
    "fonts-noto-cjk",
];

const WINDOWS_HINT: &str = "\
on Windows the build needs, from their own installers:
  - Visual Studio Build Tools with \"Desktop development with C++\"
  - Strawberry Perl and NASM (for the OpenSSL that SQLCipher brings along)
  - Node.js 20 or later
  - WebView2 (part of Windows 11 and of an updated Windows 10)";

const MACOS_HINT: &str = "\
on macOS the build needs:
  - the Xcode command line tools: xcode-select --install
  - Node.js 20 or later";

/// Installs what is missing of `wanted`, or says what a person must install.
pub(crate) fn ensure(wanted: &[&str]) -> Result<(), String> {
    if cfg!(windows) || cfg!(target_os = "macos") {
        return ensure_tools();
    }
    if !shell::answers("dpkg-query", &["--version"]) {
        println!(
            "this is not Debian: install your distribution's packages for {}",
            wanted.join(" ")
        );
        return Ok(());
    }
    let missing: Vec<&str> = wanted
        .iter()
        .copied()
        .filter(|name| !is_installed(name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    install(&missing)
}

/// Where nothing can be installed for the person, the tools are looked for and the rest is named.
fn ensure_tools() -> Result<(), String> {
    let hint = if cfg!(windows) {
        WINDOWS_HINT
    } else {
        MACOS_HINT
    };
    if shell::answers("perl", &["-v"]) {
        return Ok(());
    }
    Err(format!("`perl` was not found\n{hint}"))
}

/// The screens' packages, as their lock file says.
///
/// Not `npm ci`: it refuses a lock file that does not list the native parts for every platform, and
/// registries do not always have them all.
pub(crate) fn install_node_packages() -> Result<(), String> {
    ensure_node()?;
    shell::run(shell::npm(&[
        "install",
        "--no-save",
        "--no-audit",
        "--no-fund",
    ]))
}

/// Whether Node.js and npm are there; they do not come from apt, since Debian's are old.
fn ensure_node() -> Result<(), String> {
    if shell::answers(
        if cfg!(windows) { "npm.cmd" } else { "npm" },
        &["--version"],
    ) {
        return Ok(());
    }
    Err("`npm` was not found: install Node.js 20 or later, which brings it".into())
}

fn is_installed(package: &str) -> bool {
    let query = shell::command("dpkg-query", &["-W", "-f=${db:Status-Status}", package]).output();
    query.is_ok_and(|answer| answer.stdout == b"installed")
}

fn install(missing: &[&str]) -> Result<(), String> {
    let names = missing.join(" ");
    let Some(prefix) = administrator() else {
        return Err(format!(
            "these Debian packages are missing and may not be installed from here: {names}\n\
             install them with: sudo apt-get install --no-install-recommends {names}"
        ));
    };
    println!("installing what is missing: {names}");
    apt(prefix, &["update", "-qq"])?;
    let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
    arguments.extend(missing);
    apt(prefix, &arguments)
}

fn apt(prefix: &[&str], arguments: &[&str]) -> Result<(), String> {
    let line: Vec<&str> = prefix
        .iter()
        .copied()
        .chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .chain(arguments.iter().copied())
        .collect();
    shell::run(shell::command(line[0], &line[1..]))
}

/// What must stand before a command to run it as root: nothing, `sudo`, or no way at all.
fn administrator() -> Option<&'static [&'static str]> {
    let is_root = shell::command("id", &["-u"])
        .output()
        .is_ok_and(|answer| answer.stdout.trim_ascii() == b"0");
    if is_root {
        return Some(&[]);
    }
    shell::answers("sudo", &["-n", "true"]).then_some(&["sudo", "-n"])
}
