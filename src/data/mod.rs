//! Files in and out, and the generators of the shipped sets.
