//! A whole job with secrets that can be told from everything else: none of them is in any file that
//! the program wrote.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use koodrive_sandbox::{Kind, Pace, PracticeKeys, Sandbox, SandboxSettings};
use whole_program_tests::Home;
use whole_program_tests::death::{Doomed, logged};
use whole_program_tests::keychain::Keychain;
use whole_program_tests::marks::{Search, files_below};
use whole_program_tests::tables::tables;

const ACCESS_KEY: &str = "AKc4n4ryMark7fQ2wx81";
const SECRET_KEY: &str = "SKc4n4ryMark9xZ5pLm3Vt60";
const PASSPHRASE: &str = "c4n4ry passphrase of the zip";
/// The last users' passwords are too short for the service, which fails them.
const USERS: usize = 12;
const WEAK: usize = 3;

fn phone(user: usize) -> String {
    format!("002773194{user:05}")
}

fn password(user: usize) -> String {
    if user < USERS - WEAK {
        format!("Pw#c4n4ry{user:03}Strong")
    } else {
        format!("Zq4xwK{}", user % 10)
    }
}

fn passwords(users: std::ops::Range<usize>) -> Vec<String> {
    users.map(password).collect()
}

/// A machine of a person: a home with the platform's own places, a folder for temporary files, a
/// desk with the sheet and the reports, a keychain.
struct Machine {
    home: Home,
    keychain: Keychain,
    sandbox: Sandbox,
    talk: String,
}

impl Machine {
    fn new() -> Self {
        let sandbox = Sandbox::spawn_thread(SandboxSettings {
            keys: Some(PracticeKeys::new(ACCESS_KEY, SECRET_KEY)),
            pace: Pace::Manual,
            ..SandboxSettings::default()
        });
        let machine = Self {
            home: Home::new(),
            keychain: Keychain::unlocked(),
            sandbox: sandbox.unwrap(),
            talk: String::new(),
        };
        for folder in ["person", "tmp", "desk"] {
            std::fs::create_dir(machine.home.path().join(folder)).unwrap();
        }
        machine
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn on_desk(&self, name: &str) -> String {
        self.folder("desk")
            .join(name)
            .to_string_lossy()
            .into_owned()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.home.command(arguments);
        command
            .env_remove("KOODRIVE_PROVISIONER_HOME")
            .env("HOME", self.folder("person"))
            .env("TMPDIR", self.folder("tmp"))
            .env("DBUS_SESSION_BUS_ADDRESS", self.keychain.address())
            .env("KOODRIVE_HANDOVER_PASSPHRASE", PASSPHRASE)
            .current_dir(self.folder("desk"));
        for name in [
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_STATE_HOME",
            "XDG_CACHE_HOME",
        ] {
            command.env_remove(name);
        }
        command
    }

    /// Runs a command to its end, with something typed in; what it says is kept.
    fn run(&mut self, arguments: &[&str], typed: &str, code: i32) -> String {
        let mut command = self.command(arguments);
        let pipes = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = pipes.spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(typed.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        let said = format!("{stdout}{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        self.talk.push_str(&said);
        stdout
    }

    fn add_connection(&mut self) {
        let (endpoint, user) = (
            self.sandbox.endpoint().to_owned(),
            self.sandbox.user_id().to_owned(),
        );
        let add = [
            "connections",
            "add",
            "Office",
            "--endpoint",
            &endpoint,
            "--user-id",
            &user,
        ];
        self.run(&add, &format!("{ACCESS_KEY}\n{SECRET_KEY}\n"), 0);
    }

    fn sheet(&self) -> String {
        let mut sheet = "firstname,phone,password\n".to_owned();
        for user in 0..USERS {
            writeln!(sheet, "Ana,{},{}", phone(user), password(user)).unwrap();
        }
        let path = self.on_desk("users.csv");
        std::fs::write(&path, sheet).unwrap();
        path
    }

    /// The folder in which the ledger was found.
    fn ledger_folder(&self) -> PathBuf {
        let files = files_below(&self.folder("person"));
        let mut ledgers = files.iter().filter(|file| file.ends_with("ledger.db"));
        ledgers
            .next()
            .expect("a ledger was written")
            .parent()
            .unwrap()
            .to_owned()
    }

    /// Nothing secret is in what the program has written for itself.
    #[track_caller]
    fn assert_no_marks(&self, marks: &Search) {
        for folder in ["person", "tmp"] {
            assert_eq!(marks.below(&self.folder(folder)), [""; 0]);
        }
    }
}

fn everything_secret() -> Search {
    let phones: Vec<String> = (0..USERS).map(phone).collect();
    let passwords = passwords(0..USERS);
    let people = phones.iter().chain(&passwords).map(String::as_str);
    Search::of(people.chain([ACCESS_KEY, SECRET_KEY, PASSPHRASE]))
}

/// What must be neither said nor reported.
fn secrets_of_the_report() -> Search {
    let passwords = passwords(0..USERS);
    let passwords = passwords.iter().map(String::as_str);
    Search::of(passwords.chain([ACCESS_KEY, SECRET_KEY, PASSPHRASE]))
}

#[test]
fn no_secret_is_in_any_file_of_a_whole_job() {
    let mut machine = Machine::new();
    let marks = everything_secret();
    machine.add_connection();
    let sheet = machine.sheet();
    machine.run(&["check", &sheet], "", 0);
    machine.assert_no_marks(&marks);

    let submit = ["submit", &*sheet, "--yes", "--wait", "--batch-size", "4"];
    let mut doomed = Doomed::start(machine.command(&submit));
    doomed.wait_until(|| {
        machine
            .sandbox
            .requests()
            .iter()
            .any(|seen| seen.kind == Kind::Query)
    });
    let dead = doomed.kill();
    assert!(dead.killed, "{dead:#?}");
    machine.talk.push_str(&dead.stderr);
    let files = files_below(&machine.folder("person"));
    assert!(
        files.iter().any(|file| file.ends_with("ledger.db-wal")),
        "{files:?}"
    );
    machine.assert_no_marks(&marks);

    machine.sandbox.finish_all();
    machine.run(&["resume", "1", "--wait"], "", 3);
    machine.run(&["report", "1", "--out", "report.xlsx"], "", 0);
    machine.run(&["report", "1", "--out", "report.csv"], "", 0);
    machine.run(&["handover", "1", "--out", "handover.zip"], "", 0);
    machine.run(&["search", "Ana"], "", 0);
    machine.run(&["submissions"], "", 0);
    machine.run(&["show", "1", "--json"], "", 0);
    machine.assert_no_marks(&marks);

    let secrets = secrets_of_the_report();
    assert_eq!(secrets.within(machine.talk.as_bytes()), [""; 0], "said");
    for report in ["report.csv", "report.xlsx", "handover.zip"] {
        let bytes = std::fs::read(machine.on_desk(report)).unwrap();
        assert_eq!(secrets.within(&bytes), [""; 0], "{report}");
    }
    let inside = unzipped(Path::new(&machine.on_desk("report.xlsx")));
    assert!(
        Search::of([&*phone(1)]).within(&inside).len() == 1,
        "phones are in the report"
    );
    assert_eq!(secrets.within(&inside), [""; 0], "inside the workbook");
    assert_passwords_are_erased(&mut machine);
}

fn unzipped(path: &Path) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut bytes = Vec::new();
    for place in 0..zip.len() {
        zip.by_index(place)
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
    }
    bytes
}

/// The opened ledger, free space included, has the passwords of users that failed and no others.
fn assert_passwords_are_erased(machine: &mut Machine) {
    let code = machine.run(&["vault", "recovery-code"], "", 0);
    let code = code.trim().to_owned();
    machine.assert_no_marks(&Search::of([&*code]));
    let mut tables = tables(&machine.ledger_folder(), &code);
    let pages = tables.serialize("main").unwrap();
    let created = passwords(0..USERS - WEAK);
    let created = Search::of(created.iter().map(String::as_str));
    assert_eq!(created.within(&pages), [""; 0], "of users that exist");
    let failed = passwords(USERS - WEAK..USERS);
    for password in &failed {
        assert!(
            !Search::of([&**password]).within(&pages).is_empty(),
            "{password}"
        );
    }
}

#[test]
fn the_program_writes_nowhere_else() {
    let mut machine = Machine::new();
    machine.add_connection();
    let sheet = machine.sheet();
    let log = machine.folder("calls.log");
    let submit = machine.command(&["submit", &sheet, "--yes"]);
    let calls =
        "open,openat,creat,rename,renameat,renameat2,link,linkat,mkdir,mkdirat,memfd_create";
    let done = logged(&submit, calls, &log).output().unwrap();
    assert!(done.status.success(), "{done:#?}");
    let calls = std::fs::read_to_string(log).unwrap();
    let writes = |line: &&str| {
        let opens = line.contains("open");
        let changes = ["O_WRONLY", "O_RDWR", "O_CREAT"]
            .iter()
            .any(|flag| line.contains(flag));
        !line.contains("= -1") && (!opens || changes)
    };
    let person = machine.folder("person").to_string_lossy().into_owned();
    let known = |line: &&str| line.contains(&person) || line.contains("/dev/");
    let elsewhere: Vec<&str> = calls
        .lines()
        .filter(writes)
        .filter(|line| !known(line))
        .collect();
    assert_eq!(elsewhere, [""; 0]);
    assert!(
        calls
            .lines()
            .filter(writes)
            .any(|line| line.contains("ledger.db-wal"))
    );
}
