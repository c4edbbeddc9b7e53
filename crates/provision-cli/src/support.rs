//! `support-bundle`: what support needs to know, shown before it is saved.

use crate::arguments::SupportBundle;
use crate::ask;
use crate::failure::{Failure, Outcome};
use crate::house::{House, runtime};

pub(crate) fn run(house: &House, arguments: &SupportBundle) -> Result<Outcome, Failure> {
    let provisioner = house.open()?;
    let bundle = runtime()?.block_on(provisioning::support::bundle(&provisioner))?;
    let Some(path) = arguments.out.as_deref().filter(|_| !arguments.show) else {
        println!("{}", bundle.text());
        return Ok(Outcome::Done);
    };
    if !arguments.yes {
        println!("{}", bundle.text());
        if !ask::confirm(&format!("save this to {}?", path.display()))? {
            eprintln!("nothing was saved");
            return Ok(Outcome::Nothing);
        }
    }
    bundle.save(path)?;
    eprintln!("wrote {}", path.display());
    Ok(Outcome::Done)
}
