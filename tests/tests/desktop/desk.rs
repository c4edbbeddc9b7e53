//! A desk of its own for each test: a screen, a window manager, a session bus with a real keychain,
//! a driver, and a home that is gone with it.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use tempfile::TempDir;
use whole_program_tests::keychain::{Keychain, PASSWORD};
use whole_program_tests::{build, workspace};

use crate::wait::until;
use crate::webdriver::{self, Session};

const WIDTH: u32 = 1600;
const HEIGHT: u32 = 1000;
/// Where the file lies that is dragged: in the corner, beside the window.
const FILE: (u32, u32) = (1460, 900);

/// One desk at a time: two windows would draw on the same two cores.
static TURN: Mutex<()> = Mutex::new(());

pub(crate) struct Desk {
    program: PathBuf,
    display: String,
    port: u16,
    home: TempDir,
    /// Ended in this order.
    running: Vec<Running>,
    keychain: Keychain,
    _turn: MutexGuard<'static, ()>,
}

/// A process that ends with the test, and with it every process that it has started: each has a
/// group of its own.
struct Running(Child);

/// One that says something now and then.
struct Talking {
    lines: Receiver<String>,
    _process: Running,
}

impl Talking {
    /// What it says next.
    fn says(&self, what: &str) -> String {
        until(what, || self.lines.try_recv().ok())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        drop(Command::new("kill").args(["-KILL", "--", &group]).status());
        drop(self.0.wait());
    }
}

impl Drop for Desk {
    /// Leaves a picture of the whole screen where a test failed: dialogs are not in the web view's.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.picture(&format!("failed-{}-screen", this_test()));
        }
    }
}

impl Desk {
    /// With a keychain that is unlocked, as after a person has logged in.
    pub(crate) fn set_up() -> Self {
        Self::with(Keychain::unlocked())
    }

    /// With a keychain that stays locked: nobody is there to unlock it.
    pub(crate) fn set_up_locked() -> Self {
        let mut keychain = Keychain::unlocked();
        keychain.lock();
        Self::with(keychain)
    }

    fn with(keychain: Keychain) -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let program = program();
        let home = TempDir::new().expect("there is a folder for temporary files");
        let (screen, display) = screen();
        let mut desk = Self {
            program,
            display,
            port: free_port(),
            home,
            running: vec![screen],
            keychain,
            _turn: turn,
        };
        let manager = desk
            .command("openbox")
            .arg("--sm-disable")
            .stdout(Stdio::null())
            .spawn();
        desk.keep(manager.expect("openbox is installed"));
        desk.start_driver();
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
            .env("DBUS_SESSION_BUS_ADDRESS", self.keychain.address())
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .process_group(0)
            .stdin(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// The driver starts the program, which so finds the bus and the keychain.
    fn start_driver(&mut self) {
        let port = self.port;
        let driver = self
            .command("WebKitWebDriver")
            .args(["--host=127.0.0.1", &format!("--port={port}")])
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null())
            .spawn();
        self.keep(driver.expect("WebKitWebDriver is installed"));
        until("the driver", || webdriver::is_ready(port).then_some(()));
    }

    /// Locks the keychain while the program runs, as a screen that locks does.
    pub(crate) fn locks_keychain(&self) {
        self.tells_keychain(&["lock"]);
    }

    /// Unlocks it again.
    pub(crate) fn unlocks_keychain(&self) {
        self.tells_keychain(&["unlock", PASSWORD]);
    }

    /// The keychain loses everything, as on a machine that was set up anew: the program is closed then.
    pub(crate) fn loses_keychain(&mut self) {
        self.keychain.lose_everything();
    }

    /// What the terminal program prints, with the same home and keychain.
    pub(crate) fn terminal(&self, arguments: &[&str]) -> String {
        let program = whole_program_tests::program().to_string_lossy();
        let output = self.command(&program).args(arguments).output();
        let output = output.expect("the program was just built");
        assert!(output.status.success(), "{arguments:?} fails");
        let printed = String::from_utf8_lossy(&output.stdout);
        printed.trim().to_owned()
    }

    fn tells_keychain(&self, order: &[&str]) {
        let status = self.python("collection.py").args(order).status();
        assert!(status.expect("Python is installed").success(), "{order:?}");
    }

    /// A script that lies beside this file.
    fn python(&self, script: &str) -> Command {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desktop");
        let mut command = self.command("/usr/bin/python3");
        command.arg(folder.join(script));
        command
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
        let status = self.command(&program).args(arguments).status();
        assert!(status.expect("the program was just built").success());
    }

    /// Kills the program where it stands.
    pub(crate) fn kill(&self) {
        let process = self.process();
        let killed = Command::new("kill")
            .args(["-KILL", &process.to_string()])
            .status();
        assert!(killed.expect("every system has it").success());
        Self::wait_for_end(process);
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

    /// Types a text where the keyboard's focus is.
    pub(crate) fn types(&self, text: &str) {
        self.xdotool(&["type", "--delay", "2", text]);
    }

    /// Leaves a picture of the whole screen in `target/desktop`.
    pub(crate) fn picture(&self, name: &str) {
        let file = workspace().join(format!("target/desktop/{name}.png"));
        let taken = self
            .command("import")
            .args(["-window", "root"])
            .arg(file)
            .status();
        drop(taken);
    }

    /// Gives the window a size in pixels, without what the window manager draws around it.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        let window = self.window();
        let (width, height) = (width.to_string(), height.to_string());
        self.xdotool(&["windowsize", "--sync", &window, &width, &height]);
    }

    /// Waits until a process has ended.
    #[track_caller]
    pub(crate) fn wait_for_end(process: u32) {
        until("the program's end", || {
            Self::has_ended(process).then_some(())
        });
    }

    pub(crate) fn has_ended(process: u32) -> bool {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        stat.is_empty() || stat.contains(") Z ")
    }

    /// Drags a file onto the window. `over` is waited for while it is held there.
    pub(crate) fn drag(&self, file: &Path, over: impl Fn() -> bool) {
        let source = self.lay_down(file);
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
        // The file is handed over by the window it came from, which must live so long.
        assert_eq!(source.says("the drop to be over"), "over");
    }

    /// Puts a window in the corner that the file can be dragged out of.
    fn lay_down(&self, file: &Path) -> Talking {
        let mut source = self
            .python("drag_source.py")
            .arg(file)
            .args([FILE.0.to_string(), FILE.1.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python with GTK 3 is installed");
        let lines = lines_of(&mut source);
        let source = Talking {
            lines,
            _process: Running(source),
        };
        assert_eq!(source.says("the file to lie there"), "ready");
        source
    }

    /// The window that can be seen: the program has a helper window of the same name.
    pub(crate) fn window(&self) -> String {
        self.window_named("^KooDrive Provisioner$")
    }

    pub(crate) fn window_named(&self, name: &str) -> String {
        until(name, || {
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

    pub(crate) fn xdotool(&self, arguments: &[&str]) -> String {
        let output = self.command("xdotool").args(arguments).output();
        let output = output.expect("xdotool is installed");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// A path in the person's home.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Puts a file into the person's home.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).expect("the home can be written");
        path
    }

    /// The files of the home, the web view's own included, in which a text stands as it is.
    pub(crate) fn files_with(&self, text: &str) -> Vec<PathBuf> {
        files_in(self.home.path())
            .into_iter()
            .filter(|path| {
                let content = std::fs::read(path).unwrap_or_default();
                memchr::memmem::find(&content, text.as_bytes()).is_some()
            })
            .collect()
    }
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.flat_map(|entry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => files_in(&entry.path()),
        Ok(kind) if kind.is_file() => vec![entry.path()],
        _ => Vec::new(),
    });
    files.collect()
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

/// The name of the test that this thread runs, as a file may have it.
pub(crate) fn this_test() -> String {
    let thread = std::thread::current();
    thread.name().unwrap_or_default().replace("::", "-")
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
    let lines = lines_of(&mut server);
    let number = until("the screen", || lines.try_recv().ok());
    (Running(server), format!(":{}", number.trim()))
}

/// The lines that a process prints. They are read to the end: closing its output would end it.
fn lines_of(child: &mut Child) -> Receiver<String> {
    let output = child.stdout.take().expect("its output is ours");
    let (line, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for said in BufReader::new(output).lines().map_while(Result::ok) {
            // Nobody may want to hear the rest.
            let _ = line.send(said);
        }
    });
    lines
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it is bound").port()
}
