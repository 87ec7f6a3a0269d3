//! Room for the numbers of a step.

/// What a step computes on its way, kept so that training allocates nothing. It says nothing about the state: a copy
/// begins without it, and any two are equal.
#[derive(Debug)]
pub(crate) struct Room<T>(Option<Box<T>>);

impl<T> Room<T> {
    /// The room, made at the first step.
    pub(crate) fn get(&mut self, make: impl FnOnce() -> T) -> &mut T {
        self.0.get_or_insert_with(|| Box::new(make()))
    }
}

impl<T> Default for Room<T> {
    fn default() -> Room<T> {
        Room(None)
    }
}

impl<T> Clone for Room<T> {
    fn clone(&self) -> Room<T> {
        Room(None)
    }
}

impl<T> PartialEq for Room<T> {
    fn eq(&self, _: &Room<T>) -> bool {
        true
    }
}
