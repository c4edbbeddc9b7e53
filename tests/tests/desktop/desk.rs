//! A desk of its own for each test: a screen, a window manager, a session bus with a real keychain,
//! a driver, and a home that is gone with it.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use tempfile::TempDir;
use whole_program_tests::{build, workspace};

use crate::wait::until;
use crate::webdriver::{self, Session};

const WIDTH: u32 = 1600;
const HEIGHT: u32 = 1000;
/// Where the file lies that is dragged: in the corner, beside the window.
const FILE: (u32, u32) = (1460, 900);

/// One desk at a time: two windows would draw on the same two cores.
static TURN: Mutex<()> = Mutex::new(());

/// Whether the desk has a keychain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keychain {
    /// gnome-keyring, unlocked.
    Real,
    /// One that stays locked: nobody is there to unlock it.
    Locked,
}

pub(crate) struct Desk {
    program: PathBuf,
    display: String,
    bus: String,
    port: u16,
    home: TempDir,
    /// Ended in this order.
    running: Vec<Running>,
    _turn: MutexGuard<'static, ()>,
}

/// A process that ends with the test, and with it every process that it has started: each has a
/// group of its own.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        drop(Command::new("kill").args(["-KILL", "--", &group]).status());
        drop(self.0.wait());
    }
}

impl Desk {
    pub(crate) fn set_up(keychain: Keychain) -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let program = program();
        let home = TempDir::new().expect("there is a folder for temporary files");
        let (screen, display) = screen();
        let mut desk = Self {
            program,
            display,
            bus: String::new(),
            port: free_port(),
            home,
            running: vec![screen],
            _turn: turn,
        };
        let manager = desk.command("openbox").arg("--sm-disable").spawn();
        desk.keep(manager.expect("openbox is installed"));
        desk.start_driver(keychain);
        desk
    }

    fn keep(&mut self, child: Child) {
        self.running.insert(0, Running(child));
    }

    /// A command on this desk.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env("DISPLAY", &self.display)
            .env("HOME", self.home.path())
            .env("XDG_DATA_HOME", self.home.path().join("data"))
            .env("XDG_CONFIG_HOME", self.home.path().join("config"))
            .env("XDG_CACHE_HOME", self.home.path().join("cache"))
            .env(
                "KOODRIVE_PROVISIONER_HOME",
                self.home.path().join("provisioner"),
            )
            .env("LANG", "en_US.UTF-8")
            .env("LC_ALL", "en_US.UTF-8")
            .env("GDK_BACKEND", "x11")
            .env_remove("WAYLAND_DISPLAY")
            .process_group(0)
            .stdin(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// The driver starts the program, which so finds the bus and the keychain.
    fn start_driver(&mut self, keychain: Keychain) {
        let unlock = match keychain {
            Keychain::Real => {
                "printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null;"
            }
            Keychain::Locked => "",
        };
        let script = format!(
            "{unlock} echo \"$DBUS_SESSION_BUS_ADDRESS\"; exec WebKitWebDriver --host=127.0.0.1 --port={}",
            self.port
        );
        let mut driver = self
            .command("dbus-run-session")
            .args(["--", "sh", "-c", &script])
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::piped())
            .spawn()
            .expect("dbus-run-session is installed");
        self.bus = first_line(&mut driver);
        self.keep(driver);
        let port = self.port;
        until("the driver", || webdriver::is_ready(port).then_some(()));
    }

    /// Starts the program and waits for its screens.
    pub(crate) fn start(&self, arguments: &[&str]) -> Session {
        let session = Session::open(self.port, &self.program, arguments);
        until("the first screen", || session.find("//main"));
        session
    }

    /// Starts the program a second time, as a person does who forgot the first.
    pub(crate) fn start_again(&self, arguments: &[&Path]) {
        let program = self.program.to_string_lossy().into_owned();
        let status = self
            .command(&program)
            .args(arguments)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .status();
        assert!(status.expect("the program was just built").success());
    }

    /// Presses keys where the keyboard's focus is.
    pub(crate) fn press(&self, keys: &str) {
        self.xdotool(&["key", "--clearmodifiers", keys]);
    }

    /// The program's process, by its window.
    pub(crate) fn process(&self) -> u32 {
        let window = self.window();
        let process = self.xdotool(&["getwindowpid", &window]);
        process.trim().parse().expect("a window has a process")
    }

    /// Waits until a process has ended.
    pub(crate) fn wait_for_end(process: u32) {
        let path = PathBuf::from(format!("/proc/{process}/stat"));
        until("the program's end", || {
            let stat = std::fs::read_to_string(&path).unwrap_or_default();
            (stat.is_empty() || stat.contains(") Z ")).then_some(())
        });
    }

    /// Drags a file onto the window. `over` is waited for while it is held there.
    pub(crate) fn drag(&self, file: &Path, over: impl Fn() -> bool) {
        let _source = self.lay_down(file);
        let (x, y) = self.middle_of_window();
        let (from_x, from_y) = (FILE.0 + 60, FILE.1 + 40);
        self.xdotool(&[
            "mousemove",
            "--sync",
            &from_x.to_string(),
            &from_y.to_string(),
        ]);
        self.xdotool(&["mousedown", "1"]);
        for step in 1..=20 {
            let at = |from: u32, to: u32| (from * (20 - step) + to * step) / 20;
            let (x, y) = (at(from_x, x).to_string(), at(from_y, y).to_string());
            self.xdotool(&["mousemove", "--sync", &x, &y]);
        }
        let mut nudge = 0;
        until("the window to see what is held over it", || {
            nudge = (nudge + 1) % 8;
            self.xdotool(&["mousemove", &(x + nudge).to_string(), &y.to_string()]);
            over().then_some(())
        });
        self.xdotool(&["mouseup", "1"]);
    }

    /// Puts a window in the corner that the file can be dragged out of.
    fn lay_down(&self, file: &Path) -> Running {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desktop/drag_source.py");
        let mut source = self
            .command("/usr/bin/python3")
            .arg(script)
            .arg(file)
            .args([FILE.0.to_string(), FILE.1.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python with GTK 3 is installed");
        assert_eq!(first_line(&mut source), "ready");
        Running(source)
    }

    /// The window that can be seen: the program has a helper window of the same name.
    fn window(&self) -> String {
        let name = "^KooDrive Provisioner$";
        until("the window", || {
            let found = self.xdotool(&["search", "--onlyvisible", "--name", name]);
            found.lines().last().map(str::to_owned)
        })
    }

    fn middle_of_window(&self) -> (u32, u32) {
        let window = self.window();
        let geometry = self.xdotool(&["getwindowgeometry", "--shell", &window]);
        let value = |name: &str| -> u32 {
            let line = geometry.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|value| value.parse().ok())
                .unwrap_or_else(|| panic!("{name} in {geometry}"))
        };
        (
            value("X=") + value("WIDTH=") / 2,
            value("Y=") + value("HEIGHT=") / 2,
        )
    }

    fn xdotool(&self, arguments: &[&str]) -> String {
        let output = self.command("xdotool").args(arguments).output();
        let output = output.expect("xdotool is installed");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The program's own folder.
    pub(crate) fn home(&self) -> PathBuf {
        self.home.path().join("provisioner")
    }
}

/// The window's program with its screens in it.
fn program() -> PathBuf {
    let ui = workspace().join("ui");
    let built = newest(&ui.join("dist/assets"));
    if built < newest(&ui.join("src")).max(newest(&ui.join("messages"))) {
        let npm = Command::new("npm")
            .args(["run", "build"])
            .current_dir(&ui)
            .status();
        assert!(
            npm.is_ok_and(|status| status.success()),
            "the screens do not build"
        );
    }
    build("koodrive-provisioner", "koodrive-provisioner")
}

/// When something in a folder was last changed; the beginning of time, when there is none.
fn newest(folder: &Path) -> SystemTime {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let times = entries.filter_map(|entry| {
        // What the build itself writes does not make it stale.
        if entry.file_name() == "paraglide" {
            return None;
        }
        let about = entry.metadata().ok()?;
        if about.is_dir() {
            Some(newest(&entry.path()))
        } else {
            about.modified().ok()
        }
    });
    times.max().unwrap_or(SystemTime::UNIX_EPOCH)
}

/// A screen that nobody sees, and its name.
fn screen() -> (Running, String) {
    let size = format!("{WIDTH}x{HEIGHT}x24");
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", &size, "-nolisten", "tcp"])
        .process_group(0)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb is installed");
    let number = first_line(&mut server);
    (Running(server), format!(":{number}"))
}

fn first_line(child: &mut Child) -> String {
    let output = child.stdout.take().expect("its output is ours");
    let mut line = String::new();
    let mut output = BufReader::new(output);
    output.read_line(&mut line).expect("its output is text");
    // What else it says goes nowhere; closing its output would end it.
    std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
    line.trim().to_owned()
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it is bound").port()
}
