//! The lessons and their registry.
