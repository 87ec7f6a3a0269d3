//! The command line and the headless runs.
