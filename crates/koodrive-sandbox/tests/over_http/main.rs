//! The sandbox seen from outside, over real sockets.

#[cfg(test)]
mod connection_faults;
#[cfg(test)]
mod control;
#[cfg(test)]
mod distortions;
#[cfg(test)]
mod door;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod gate;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod program;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod service;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tls;
