//! What a lesson is, and the timeline it runs on.
