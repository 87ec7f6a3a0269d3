//! Scratch space for the numbers of a step.

/// What a step computes on its way, kept so that training allocates nothing. It says nothing about the state: a copy
/// begins without it, and any two are equal.
#[derive(Debug)]
pub(crate) struct Scratch<T>(Option<Box<T>>);

impl<T> Scratch<T> {
    /// The space, made at the first step.
    pub(crate) fn get(&mut self, make: impl FnOnce() -> T) -> &mut T {
        self.0.get_or_insert_with(|| Box::new(make()))
    }
}

impl<T> Default for Scratch<T> {
    fn default() -> Scratch<T> {
        Scratch(None)
    }
}

impl<T> Clone for Scratch<T> {
    fn clone(&self) -> Scratch<T> {
        Scratch(None)
    }
}

impl<T> PartialEq for Scratch<T> {
    fn eq(&self, _: &Scratch<T>) -> bool {
        true
    }
}
