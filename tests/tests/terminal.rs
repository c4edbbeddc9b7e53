//! The terminal program as a person or a script uses it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

use koodrive_sandbox::{
    Because, Distortion, Fault, FaultRule, Moment, Pace, PracticeKeys, Sandbox, SandboxSettings,
    When,
};
use serde_json::Value;
use whole_program_tests::job::{RECOVERY_CODE, RECOVERY_CODE_VARIABLE};
use whole_program_tests::{Home, Ran, roster, workspace};

fn two_users() -> String {
    roster("two-users.csv").to_string_lossy().into_owned()
}

fn sandbox() -> Sandbox {
    Sandbox::spawn_thread(SandboxSettings {
        pace: Pace::Instant,
        ..SandboxSettings::default()
    })
    .unwrap()
}

/// A home with a connection to this sandbox, whose keys are in the environment.
fn home_of(sandbox: &Sandbox) -> Home {
    let home = Home::new()
        .with("KOODRIVE_AK", sandbox.access_key())
        .with("KOODRIVE_SK", sandbox.secret_key());
    let user = sandbox.user_id();
    let add = [
        "connections",
        "add",
        "Office",
        "--endpoint",
        sandbox.endpoint(),
        "--user-id",
        user,
    ];
    home.run(&add).ended(0);
    home
}

fn sheet_of(users: usize) -> String {
    let mut sheet = "firstname,surname,phone,email,password\n".to_owned();
    for user in 0..users {
        let _ = writeln!(
            sheet,
            "Ana{user},Silva,00271{user:09},a{user}@example.com,Porto#2026a"
        );
    }
    sheet
}

#[test]
fn practice_needs_nothing_and_ends_with_task_ids_and_results() {
    let home = Home::new();
    let arguments = [
        "submit",
        &two_users(),
        "--connection",
        "practice",
        "--yes",
        "--wait",
        "--json",
    ];
    let done = home.run(&arguments).ended(0).json();
    let task_id = done["batches"][0]["task_id"]
        .as_str()
        .expect("a task ID is text");
    assert!(
        task_id.len() == 19 && task_id.bytes().all(|byte| byte.is_ascii_digit()),
        "{task_id}"
    );
    assert_eq!(done["batches"][0]["trace_id"].as_str().unwrap().len(), 58);
    assert_eq!(done["batches"][0]["rows"], serde_json::json!([2, 3]));
    assert_eq!(done["batches"][0]["state"], "finished");
    assert_eq!(done["counts"]["accepted"]["succeeded"], 2);
    assert!(
        done["users"]
            .as_array()
            .unwrap()
            .iter()
            .all(|user| user["outcome"] == "succeeded")
    );
    let receipts = std::fs::read_to_string(home.path().join("data/receipts.jsonl")).unwrap();
    assert!(
        receipts.contains(task_id),
        "the receipt has the task ID: {receipts}"
    );
}

#[test]
fn ten_thousand_users_go_out_in_ten_batches_and_come_back_as_ten_thousand_outcomes() {
    let sandbox = sandbox();
    let home = home_of(&sandbox);
    let sheet = home.file("many.csv", sheet_of(10_000));
    let done = home
        .run(&["submit", &sheet, "--yes", "--wait", "--json"])
        .ended(0)
        .json();
    assert_eq!(done["batches"].as_array().unwrap().len(), 10);
    assert_eq!(done["users"].as_array().unwrap().len(), 10_000);
    assert_eq!(done["counts"]["in_sheet"], 10_000);
    assert_eq!(done["counts"]["accepted"]["succeeded"], 10_000);
    let given: Vec<String> = sandbox
        .tasks()
        .iter()
        .map(|task| task.task_id.clone())
        .collect();
    let mut shown: Vec<&str> = done["batches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|batch| batch["task_id"].as_str().unwrap())
        .collect();
    shown.sort_unstable();
    let mut given: Vec<&str> = given.iter().map(String::as_str).collect();
    given.sort_unstable();
    assert_eq!(shown, given, "every task ID, digit for digit");
    assert!(
        sandbox.users().iter().all(|user| user.accepted == 1),
        "nobody was sent twice"
    );
}

#[test]
fn without_yes_it_asks_and_a_no_sends_nothing() {
    let sandbox = sandbox();
    let home = home_of(&sandbox);
    let answered = |answer: &str| {
        let mut command = home.command(&["submit", &two_users()]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(answer.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    };
    let refused = answered("n\n");
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        said.contains("submit 2 users to Office?") && said.contains("nothing was sent"),
        "{said}"
    );
    assert!(sandbox.requests().is_empty());
    assert_eq!(answered("yes\n").status.code(), Some(0));
    assert_eq!(sandbox.tasks().len(), 1);
}

#[test]
fn rows_with_errors_stop_the_job_unless_they_are_skipped() {
    let sandbox = sandbox();
    let home = home_of(&sandbox);
    let sheet = home.file(
        "some.csv",
        "firstname,phone\nAna,0027188460901\n,0027188460902\n",
    );
    let stopped = home.run(&["submit", &sheet, "--yes"]).ended(1);
    assert!(stopped.stderr.contains("row 3"), "{stopped:#?}");
    assert!(stopped.stderr.contains("--skip-errors"), "{stopped:#?}");
    assert!(sandbox.requests().is_empty());
    let skipped = home
        .run(&[
            "submit",
            &sheet,
            "--yes",
            "--skip-errors",
            "--wait",
            "--json",
        ])
        .ended(3);
    assert_eq!(skipped.json()["counts"]["left_out"], 1);
    assert_eq!(skipped.json()["users"][1]["reason"], "first-name-missing");
}

/// A run that must fail with a message that names the place and the way out.
#[track_caller]
fn fails(ran: Ran, code: i32, words: &[&str]) {
    let ran = ran.ended(code);
    for word in words {
        assert!(ran.stderr.contains(word), "`{word}` is not said: {ran:#?}");
    }
    assert!(
        ran.stderr.starts_with("error: ") || ran.stderr.contains("\nerror: "),
        "{ran:#?}"
    );
}

#[test]
fn bad_files_get_a_clear_error() {
    let home = Home::new();
    let check = |file: &str| home.run(&["check", file]);
    fails(check("missing.xlsx"), 1, &["missing.xlsx", "no such file"]);
    fails(check("."), 1, &["a folder"]);
    fails(check(&home.file("empty.csv", "")), 1, &["empty"]);
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
    fails(
        check(&home.file("picture.xlsx", picture)),
        1,
        &["not a spreadsheet"],
    );
    let protected = roster("protected.xlsx").to_string_lossy().into_owned();
    fails(check(&protected), 1, &["protected with a password", "hint"]);
    let no_phone = home.file("no-phone.csv", "First name,City\nAna,Porto\nBen,Lagos\n");
    fails(
        check(&no_phone),
        1,
        &["no column for the phone", "City", "--header-row"],
    );
}

#[test]
fn a_wrong_key_stops_at_the_first_batch_with_one_message() {
    let sandbox = sandbox();
    let home = home_of(&sandbox).with("KOODRIVE_SK", "not-the-secret-key");
    let sheet = home.file("many.csv", sheet_of(3_000));
    let refused = home.run(&["submit", &sheet, "--yes", "--concurrency", "1"]);
    fails(
        refused,
        1,
        &["the service refused the connection", "check the AK and SK"],
    );
    assert_eq!(sandbox.requests().len(), 1, "one message, not a hundred");
}

#[test]
fn a_dead_endpoint_is_told_and_nothing_is_lost() {
    let sandbox = sandbox();
    let home = home_of(&sandbox);
    sandbox.close_door();
    let dead = home.run(&["submit", &two_users(), "--yes", "--json"]);
    assert_eq!(dead.json()["counts"]["waiting"], 2);
    assert_eq!(dead.json()["stopped"]["code"], "not-reached");
    fails(
        dead,
        1,
        &["the service was not reached", "check the endpoint"],
    );
}

#[test]
fn plain_http_to_another_machine_is_refused() {
    let home = Home::new()
        .with("KOODRIVE_AK", "ak")
        .with("KOODRIVE_SK", "sk");
    let add = |endpoint| {
        home.run(&[
            "connections",
            "add",
            "X",
            "--endpoint",
            endpoint,
            "--user-id",
            "15",
        ])
    };
    fails(
        add("http://example.com"),
        1,
        &[
            "`http` would send passwords in plain text to `example.com`",
            "`https` is needed",
        ],
    );
    assert_eq!(
        home.run(&["connections", "list", "--json"]).json()["connections"],
        Value::from(Vec::<Value>::new())
    );
    add("http://127.0.0.1:9").ended(0);
}

#[test]
fn wrong_usage_has_its_own_exit_code() {
    let home = Home::new();
    home.run(&["submit"]).ended(2);
    home.run(&["submit", &two_users(), "--connection", "nobody"])
        .ended(2);
    home.run(&["submit", &two_users(), "--batch-size", "1001"])
        .ended(2);
    home.run(&["show", "first"]).ended(2);
}

#[test]
fn a_connection_is_tested_without_creating_anything() {
    let sandbox = sandbox();
    let home = home_of(&sandbox);
    let works = home
        .run(&["connections", "test", "Office", "--json"])
        .ended(0);
    assert_eq!(works.json()["works"], true);
    assert!(sandbox.tasks().is_empty());
    let wrong = home
        .with("KOODRIVE_SK", "wrong")
        .run(&["connections", "test", "Office", "--json"]);
    assert_eq!(wrong.ended(1).json()["works"], false);
}

#[test]
fn practice_prints_its_address_and_keys() {
    use std::io::{BufRead, BufReader};
    let home = Home::new();
    let mut child = home
        .command(&["practice", "--port", "0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    let said: Vec<String> = lines.by_ref().take(4).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        said[0].starts_with("address") && said[0].contains("http://127.0.0.1:"),
        "{said:?}"
    );
    assert!(
        said[1].starts_with("user ID") && said[2].starts_with("access key"),
        "{said:?}"
    );
    assert!(said[3].starts_with("secret key"), "{said:?}");
}

#[test]
fn known_keys_make_a_known_service() {
    let keys = PracticeKeys::new("an-access-key", "a-secret-key");
    let settings = SandboxSettings {
        keys: Some(keys),
        ..SandboxSettings::default()
    };
    let sandbox = Sandbox::spawn_thread(settings).unwrap();
    let home = home_of(&sandbox);
    let listed = home.run(&["connections", "list", "--json"]).ended(0).json();
    assert_eq!(listed["connections"][0]["name"], "Office");
    assert!(
        !home
            .run(&["connections", "list"])
            .said()
            .contains("a-secret-key")
    );
}

#[test]
fn a_result_that_matches_no_row_is_shown_and_given_to_nobody() {
    let strangers = vec![Distortion::StrangeRows { count: 1 }];
    let sandbox = Sandbox::spawn_thread(SandboxSettings {
        pace: Pace::Instant,
        faults: vec![FaultRule::query(When::Always, Fault::Distort(strangers))],
        ..SandboxSettings::default()
    })
    .unwrap();
    let home = home_of(&sandbox);
    let submit = ["submit", &*two_users(), "--yes", "--wait"];
    let ran = home.run(&submit).ended(0);
    let said = "1 result from the service matches no row of the sheet:\nphone ";
    assert!(ran.stdout.contains(said), "{ran:#?}");

    let json = home.run(&[&submit[..], &["--json"]].concat());
    let strays = json.ended(0).json()["results_without_row"].take();
    assert_eq!(strays.as_array().unwrap().len(), 1, "{strays}");
    let fields = ["phone", "outcome", "batch"].map(|field| strays[0][field].clone());
    assert_eq!(fields, ["99000000000000000000", "skipped", "1"]);
    assert_eq!(strays[0]["same_number_rows"], serde_json::json!([]));
}

#[test]
fn who_was_sent_before_is_left_out_with_date_and_task_id() {
    let sandbox = sandbox();
    let home = home_of(&sandbox).with(RECOVERY_CODE_VARIABLE, RECOVERY_CODE);
    let first = home.file("first.csv", sheet_of(7));
    home.run(&["submit", &first, "--yes", "--batch-size", "1"])
        .ended(0);
    let both = home.file("both.csv", sheet_of(9));
    let ran = home.run(&["submit", &both, "--yes"]).ended(3);
    assert!(
        ran.stderr.contains("\nleaves   7 submitted earlier\n"),
        "{ran:#?}"
    );
    let tasks = sandbox.tasks();
    let named = |task: &str| ran.stderr.contains(&format!(", task ID {task}\n"));
    let named = tasks.iter().filter(|task| named(&task.task_id)).count();
    assert_eq!(named, 5, "{ran:#?}");
    let line = "         1 user sent on 20";
    assert_eq!(ran.stderr.matches(line).count(), 5, "{ran:#?}");
    let rest = "\n         and 2 tasks more; `search PHONE` finds each\n";
    assert!(ran.stderr.contains(rest), "{ran:#?}");
}

/// `text` without the day that stands behind each `before`.
fn without_day(text: &str, before: &str) -> String {
    let mut parts = text.split(before);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let day = part.get(..10).filter(|day| day.starts_with("20"));
        let rest = day.map_or(part, |day| &part[day.len()..]);
        whole = whole + before + rest;
    }
    whole
}

#[test]
fn who_is_open_in_another_submission_is_left_out_with_what_to_do() {
    let sandbox = sandbox();
    let cut = Fault::Cut {
        moment: Moment::AfterProcessing,
    };
    sandbox.inject(FaultRule::create(When::Nth(1), cut));
    let because = Because::Key;
    let status = None;
    let refuse = Fault::Refuse { because, status };
    sandbox.inject(FaultRule::create(When::Nth(3), refuse));
    let home = home_of(&sandbox).with(RECOVERY_CODE_VARIABLE, RECOVERY_CODE);
    let first = home.file("first.csv", sheet_of(6));
    let in_turn = ["--batch-size", "1", "--concurrency", "1"];
    let submit = |sheet| [&["submit", sheet, "--yes"][..], &in_turn].concat();
    home.run(&submit(&first)).ended(3);
    sandbox.clear_faults();
    assert_eq!(sandbox.tasks().len(), 2, "one unanswered, one accepted");

    let ran = home.run(&submit(&first)).ended(1);
    let accepted = &sandbox.tasks()[1].task_id;
    let told = format!(
        "leaves   6 submitted earlier
         1 user is in submission 1 (first.csv, ), whose answer is unknown: `settle` that first
         4 users wait to be sent in submission 1 (first.csv, ): `resume 1` goes on with that
         1 user sent on , task ID {accepted}

error: there is nobody to send
hint: they are all in earlier submissions, and some of those are open: `settle` what is unknown and `resume` what waits; `--include-earlier` sends everybody here all the same
"
    );
    let said = without_day(&without_day(&ran.stderr, "first.csv, "), "sent on ");
    assert!(said.ends_with(&told), "{said}\nand not\n{told}");

    let both = home.file("both.csv", sheet_of(7));
    home.run(&submit(&both)).ended(3);
    let taken = || {
        let tasks = sandbox.tasks().into_iter();
        let users = tasks.flat_map(|task| task.users);
        users.map(|user| user.phone).collect::<Vec<_>>()
    };
    let phone = |user: usize| format!("00271{user:09}");
    assert_eq!(taken(), [0, 1, 6].map(phone), "only who is new is sent");
    home.run(&[&submit(&both)[..], &["--include-earlier"]].concat())
        .ended(0);
    let everybody = [0, 1, 6, 0, 1, 2, 3, 4, 5, 6].map(phone);
    assert_eq!(taken(), everybody, "a person said so");
}

#[test]
fn a_report_of_no_known_kind_is_wrong_usage() {
    let home = Home::new();
    let ran = home.run(&["report", "1", "--out", "users.pdf"]).ended(2);
    let said = "error: a report is written as .xlsx or .csv, not as `users.pdf`\n";
    assert_eq!(ran.stderr, said);
}

#[test]
fn the_help_names_every_variable_that_is_read() {
    let help = Home::new().run(&["--help"]).ended(0).stdout;
    for variable in [
        "KOODRIVE_AK",
        "KOODRIVE_SK",
        "KOODRIVE_RECOVERY_CODE",
        "KOODRIVE_PROXY_USER",
        "KOODRIVE_PROXY_PASSWORD",
        "KOODRIVE_HANDOVER_PASSPHRASE",
        "KOODRIVE_PROVISIONER_HOME",
    ] {
        assert!(help.contains(variable), "{variable} is not in:\n{help}");
    }
}

#[test]
fn a_template_is_written_in_each_language_and_overwrites_nothing() {
    let home = Home::new();
    for (language, header) in [("en", "First name"), ("zh-CN", "名")] {
        let path = home.path().join(format!("users-{language}.xlsx"));
        let path = path.to_string_lossy();
        let write = ["template", "--out", &*path, "--language", language];
        home.run(&write).ended(0);

        let checked = home.run(&["check", &*path, "--json"]).json();
        let headers = checked["columns"].as_array().unwrap();
        let fields: Vec<&Value> = headers.iter().map(|column| &column["field"]).collect();
        assert_eq!(
            fields,
            ["firstname", "surname", "phone", "email", "password"],
            "{checked}"
        );
        assert_eq!(headers[0]["header"], header);

        let before = std::fs::read(&*path).unwrap();
        let said = home.run(&write).ended(1).said();
        assert!(said.contains("hint: name another file"), "{said}");
        assert_eq!(std::fs::read(&*path).unwrap(), before);
    }
}

/// The names of all fields in a value, at any depth.
fn field_names(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                names.insert(name.clone());
                field_names(value, names);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| field_names(value, names)),
        _ => {}
    }
}

#[test]
fn every_field_of_json_is_in_its_page() {
    let sandbox = sandbox();
    let home = home_of(&sandbox).with(RECOVERY_CODE_VARIABLE, RECOVERY_CODE);
    let users = two_users();
    let mut names = BTreeSet::new();
    for command in [
        &["check", &*users][..],
        &["submit", &*users, "--yes", "--wait"],
        &["submissions"],
        &["search", "two-users"],
        &["search", "1"],
        &["connections", "list"],
        &["connections", "test", "Office"],
    ] {
        let said = home.run(&[command, &["--json"]].concat()).ended(0);
        field_names(&said.json(), &mut names);
    }
    let page = std::fs::read_to_string(workspace().join("docs/json.md")).unwrap();
    let missing: Vec<&String> = names
        .iter()
        .filter(|name| {
            !page.contains(&format!("`{name}`")) && !page.contains(&format!("`{name}[]`"))
        })
        .collect();
    assert!(missing.is_empty(), "not in docs/json.md: {missing:?}");
}
