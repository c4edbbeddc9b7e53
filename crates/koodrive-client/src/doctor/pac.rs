//! Automatic proxy scripts (PAC). They are programs in JavaScript and are not read; a person should be told so.

/// Where the system's script is, if it has one.
#[cfg(windows)]
pub(super) fn script() -> Option<String> {
    let path = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings";
    let settings = windows_registry::CURRENT_USER.open(path).ok()?;
    settings
        .get_string("AutoConfigURL")
        .ok()
        .filter(|url| !url.is_empty())
}

/// Where the system's script is, if it has one.
#[cfg(target_os = "macos")]
pub(super) fn script() -> Option<String> {
    let shown = std::process::Command::new("/usr/sbin/scutil")
        .arg("--proxy")
        .output()
        .ok()?;
    in_scutil(&String::from_utf8_lossy(&shown.stdout))
}

/// Linux has no one place for it; desktops that have one do not pass it on to programs like this.
#[cfg(not(any(windows, target_os = "macos")))]
pub(super) fn script() -> Option<String> {
    None
}

/// From what `scutil --proxy` prints.
#[cfg(any(test, target_os = "macos"))]
fn in_scutil(shown: &str) -> Option<String> {
    let value = |key: &str| {
        let mut pairs = shown.lines().filter_map(|line| line.split_once(" : "));
        pairs
            .find(|(name, _)| name.trim() == key)
            .map(|(_, value)| value.trim())
    };
    if value("ProxyAutoConfigEnable") != Some("1") {
        return None;
    }
    value("ProxyAutoConfigURLString").map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_of_a_mac_is_found_when_it_is_used() {
        let shown = |enabled| {
            format!(
                "<dictionary> {{\n  HTTPEnable : 0\n  ProxyAutoConfigEnable : {enabled}\n  \
                 ProxyAutoConfigURLString : http://wpad.corp/proxy.pac\n}}\n"
            )
        };
        assert_eq!(
            in_scutil(&shown(1)).as_deref(),
            Some("http://wpad.corp/proxy.pac")
        );
        assert_eq!(in_scutil(&shown(0)), None);
        assert_eq!(in_scutil("<dictionary> {\n}\n"), None);
    }
}
