//! A machine whose clock is wrong, while it creates and while it asks.

use koodrive_sandbox::{Kind, Sandbox};
use whole_program_tests::Home;
use whole_program_tests::books::Books;
use whole_program_tests::job::{lasting_home_of, phones_of, service, sheet_of};

use crate::scene::submit;
use crate::screen::shown;
use crate::words::told;

const USERS: usize = 4;

/// What is called how, and by how many seconds the service's clock is ahead of this machine's.
const CLOCKS: [(&str, i64); 3] = [
    ("the clock is 20 minutes fast", -20 * 60),
    ("the clock is 20 minutes slow", 20 * 60),
    ("the clock is 3 seconds fast", -3),
];

/// Everybody was created once, after at most one refused request.
fn check(sandbox: &Sandbox, home: &Home) {
    let books = Books::of(home, "1");
    books.assert_everyone_is_in_one_place(&phones_of(USERS));
    assert_eq!(books.count("accepted.succeeded"), USERS as u64);
    assert!(sandbox.users().iter().all(|user| user.accepted == 1));
    let requests = sandbox.requests();
    let refused = requests.iter().filter(|seen| seen.status != Some(200));
    assert!(refused.count() <= 1, "{requests:#?}");
    let creates = requests.iter().filter(|seen| seen.kind == Kind::Create);
    assert!((2..=3).contains(&creates.count()));
}

/// Plays a job with each clock; gives what was said and is shown.
fn with_each_clock(job: impl Fn(&Sandbox, &Home, i64) -> String + Sync) -> String {
    let play = &|(name, offset): (&str, i64)| {
        let sandbox = service();
        let home = lasting_home_of(&sandbox);
        let said = job(&sandbox, &home, offset);
        check(&sandbox, &home);
        format!("## {name}\n{}{}", steady(&said), shown(&home))
    };
    let played = std::thread::scope(|scope| {
        let plays = CLOCKS.map(|clock| scope.spawn(move || play(clock)));
        plays.map(|play| play.join().unwrap())
    });
    played.join("\n")
}

/// The service tells its time in whole seconds, and an answer takes its own.
fn steady(said: &str) -> String {
    let seconds = 1..=6;
    seconds.fold(said.to_owned(), |said, seconds| {
        said.replace(
            &format!("clock is {seconds} s fast"),
            "clock is [some] s fast",
        )
    })
}

#[test]
fn creates_are_signed_with_the_services_time() {
    insta::assert_snapshot!(with_each_clock(|sandbox, home, offset| {
        sandbox.set_clock_offset(offset);
        submit(home)
    }));
}

#[test]
fn questions_are_signed_with_the_services_time() {
    insta::assert_snapshot!(with_each_clock(|sandbox, home, offset| {
        let sheet = home.file("users.csv", sheet_of(USERS));
        let submit = ["submit", &*sheet, "--yes", "--batch-size", "2"];
        home.run(&submit).ended(0);
        sandbox.set_clock_offset(offset);
        told(&home.run(&["resume", "1", "--wait"]))
    }));
}
