//! As much of WebDriver (W3C) as these tests need, over a plain socket: the driver listens on this
//! machine only.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

/// The name under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Longer than any answer takes: a driver that says nothing for so long is stuck, and the test fails
/// with what it asked.
const PATIENCE: Duration = Duration::from_mins(2);

/// A session: the window of the program, seen from within.
pub(crate) struct Session {
    port: u16,
    id: String,
}

/// Something in the window.
#[derive(Clone)]
pub(crate) struct Element(String);

impl Session {
    /// Starts the program and takes its window over.
    pub(crate) fn open(port: u16, program: &Path, arguments: &[&str]) -> Self {
        let options = json!({"binary": program, "args": arguments});
        let wanted = json!({"alwaysMatch": {"webkitgtk:browserOptions": options}});
        let answer = ask(port, "POST", "/session", &json!({"capabilities": wanted}));
        let answer = answer.expect("the program starts and its window can be driven");
        let id = answer["sessionId"].as_str().expect("a session has an ID");
        Self {
            port,
            id: id.to_owned(),
        }
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value, Value> {
        ask(
            self.port,
            method,
            &format!("/session/{}{path}", self.id),
            body,
        )
    }

    /// Runs a script in the window.
    #[track_caller]
    pub(crate) fn run(&self, script: &str) -> Value {
        let body = json!({"script": script, "args": []});
        self.ask("POST", "/execute/sync", &body)
            .unwrap_or_else(|error| panic!("`{script}`: {error}"))
    }

    /// Runs the body of an async function in the window and waits for what it returns.
    #[track_caller]
    pub(crate) fn run_async(&self, body: &str) -> Value {
        self.try_async(body)
            .unwrap_or_else(|error| panic!("`{body}`: {error}"))
    }

    fn try_async(&self, body: &str) -> Result<Value, Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async () => {{ {body} }})().then(
                 (value) => done({{ value }}), (error) => done({{ error: `${{error}}` }}));"
        );
        let body = json!({"script": script, "args": []});
        let answer = self.ask("POST", "/execute/async", &body)?;
        match &answer["error"] {
            Value::Null => Ok(answer["value"].clone()),
            error => Err(error.clone()),
        }
    }

    /// The cookies that the web view would send, `HttpOnly` ones included.
    pub(crate) fn cookies(&self) -> Value {
        let cookies = self.ask("GET", "/cookie", &Value::Null);
        cookies.unwrap_or_default()
    }

    /// The first element that an XPath names.
    pub(crate) fn find(&self, xpath: &str) -> Option<Element> {
        let body = json!({"using": "xpath", "value": xpath});
        let found = self.ask("POST", "/element", &body).ok()?;
        Some(Element(found[ELEMENT].as_str()?.to_owned()))
    }

    /// Every element that an XPath names.
    pub(crate) fn find_all(&self, xpath: &str) -> Vec<Element> {
        let body = json!({"using": "xpath", "value": xpath});
        let found = self.ask("POST", "/elements", &body).unwrap_or_default();
        let found = found.as_array().cloned().unwrap_or_default();
        let ids = found.iter().filter_map(|one| one[ELEMENT].as_str());
        ids.map(|id| Element(id.to_owned())).collect()
    }

    /// Clicks, once the element can be.
    pub(crate) fn click(&self, element: &Element) -> Result<(), Value> {
        let path = format!("/element/{}/click", element.0);
        self.ask("POST", &path, &json!({})).map(drop)
    }

    /// Types into an element.
    #[track_caller]
    pub(crate) fn type_into(&self, element: &Element, text: &str) {
        let path = format!("/element/{}/value", element.0);
        self.ask("POST", &path, &json!({"text": text}))
            .expect("what can be seen can be typed into");
    }

    /// Empties a field.
    #[track_caller]
    pub(crate) fn clear(&self, element: &Element) {
        let path = format!("/element/{}/clear", element.0);
        self.ask("POST", &path, &json!({}))
            .expect("what can be typed into can be emptied");
    }

    /// What is typed goes where the focus is.
    #[track_caller]
    pub(crate) fn type_text(&self, text: &str) {
        let focused = self
            .ask("GET", "/element/active", &Value::Null)
            .expect("something has the focus");
        let id = focused[ELEMENT].as_str().expect("an element has an ID");
        self.type_into(&Element(id.to_owned()), text);
    }

    /// The text that can be read on it. WebDriver's own idea of that is empty inside a clipped layer.
    pub(crate) fn text(&self, element: &Element) -> Option<String> {
        let script = "return arguments[0].innerText";
        let body = json!({"script": script, "args": [{ELEMENT: element.0}]});
        let text = self.ask("POST", "/execute/sync", &body).ok()?;
        Some(text.as_str()?.trim().to_owned())
    }

    /// What the web view shows, as a PNG in base64: with its fonts, and once it has drawn what it
    /// holds. Also where a test has failed, so this itself never fails.
    pub(crate) fn picture(&self) -> String {
        drop(self.try_async(
            "await document.fonts.ready;
             for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);",
        ));
        let picture = self.ask("GET", "/screenshot", &Value::Null);
        let picture = picture.unwrap_or_default();
        picture.as_str().unwrap_or_default().to_owned()
    }

    /// Ends the session, also one whose program has ended.
    pub(crate) fn end(&self) {
        drop(self.ask("DELETE", "", &Value::Null));
    }
}

/// One request, one answer, one connection: the value, or the driver's error.
fn ask(port: u16, method: &str, path: &str, body: &Value) -> Result<Value, Value> {
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    let answer = exchange(port, method, path, &body)
        .map_err(|error| Value::String(format!("{method} {path}: {error}")))?;
    let (head, text) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let value: Value =
        serde_json::from_str(text).map_err(|error| Value::String(format!("{error}: {answer}")))?;
    if head.starts_with("HTTP/1.1 200") {
        Ok(value["value"].clone())
    } else {
        Err(value["value"].clone())
    }
}

fn exchange(port: u16, method: &str, path: &str, body: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Whether a driver answers.
pub(crate) fn is_ready(port: u16) -> bool {
    ask(port, "GET", "/status", &Value::Null).is_ok_and(|status| status["ready"] == true)
}
