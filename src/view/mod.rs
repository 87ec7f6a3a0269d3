//! From a scene to the cells of a terminal.
