//! Listening in at the web view: every question and answer across the bridge, and all that it holds.

use serde_json::Value;

use crate::person::Person;
use crate::wait::until;

/// Every answer ends in one of the bridge's callbacks: those of commands, those of channels (small
/// ones come as a script, large ones are fetched) and events. So this is where to listen.
const LISTEN: &str = "
    if (window.__answers) return;
    window.__answers = [];
    window.__questions = [];
    const { callbacks } = window.__TAURI_INTERNALS__;
    const text = (data) => data instanceof ArrayBuffer
        ? new TextDecoder().decode(data) : JSON.stringify(data);
    callbacks.get = (id) => {
        const callback = Map.prototype.get.call(callbacks, id);
        return callback && ((data) => {
            window.__answers.push(text(data));
            return callback(data);
        });
    };
    const ask = window.fetch;
    window.fetch = (address, options) => {
        window.__questions.push(`${address} ${options?.body ?? ''}`);
        return ask(address, options);
    };";

/// The page, its fields and every place that the web view can keep something in.
const HELD: &str = "
    const held = [document.documentElement.outerHTML, location.href, window.name,
        JSON.stringify(history.state), document.cookie,
        JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const field of document.querySelectorAll('input, textarea, select')) held.push(field.value);
    const settled = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    for (const { name } of await indexedDB.databases()) {
        const database = await settled(indexedDB.open(name));
        held.push(name);
        for (const store of database.objectStoreNames) {
            const reader = database.transaction(store).objectStore(store);
            held.push(store, JSON.stringify(await settled(reader.getAllKeys())));
            held.push(JSON.stringify(await settled(reader.getAll())));
        }
        database.close();
    }
    for (const name of window.caches ? await caches.keys() : []) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            held.push(request.url, await (await cache.match(request)).text());
        }
    }
    return held.join('\\n');";

impl Person {
    /// From now on every question and answer across the bridge is written down in the page.
    pub(crate) fn listens_in(&self) {
        self.window.run(LISTEN);
    }

    /// The questions that were asked across the bridge since [`Person::listens_in`].
    pub(crate) fn questions(&self) -> Vec<String> {
        texts(&self.window.run("return window.__questions"))
    }

    /// The answers that came back, those of channels included.
    pub(crate) fn answers(&self) -> Vec<String> {
        texts(&self.window.run("return window.__answers"))
    }

    /// Everything that the web view holds, and every answer that it was given.
    pub(crate) fn everything_in_the_web_view(&self) -> String {
        let held = self.window.run_async(HELD);
        let held = held.as_str().expect("it is one text");
        let cookies = self.window.cookies();
        format!("{held}\n{cookies}\n{}", self.answers().join("\n"))
    }

    /// Waits until an answer with this word in it was overheard: otherwise nothing would be proved.
    #[track_caller]
    pub(crate) fn overhears(&self, word: &str) {
        until(&format!("`{word}` to be overheard"), || {
            let answers = self.answers();
            answers
                .iter()
                .any(|answer| answer.contains(word))
                .then_some(())
        });
    }
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().expect("somebody listens in").iter();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}
