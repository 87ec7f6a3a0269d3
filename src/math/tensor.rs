//! Numbers in rows, columns and so on, with a name: what other programs call an array or a tensor.

/// Named numbers of some shape, in row-major order.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    /// What it is called: `W1`.
    pub name: String,
    /// The lengths along each dimension; none for a single number.
    pub shape: Vec<usize>,
    /// As many numbers as the shape says.
    pub values: Vec<f64>,
}

impl Tensor {
    /// Numbers of this shape.
    ///
    /// # Panics
    /// When there are more or fewer numbers than the shape says.
    #[must_use]
    pub fn new(name: impl Into<String>, shape: &[usize], values: Vec<f64>) -> Tensor {
        assert_eq!(shape.iter().product::<usize>(), values.len(), "a shape says how many numbers there are");
        Tensor { name: name.into(), shape: shape.to_vec(), values }
    }

    /// A list of numbers.
    #[must_use]
    pub fn list(name: impl Into<String>, values: Vec<f64>) -> Tensor {
        Tensor { name: name.into(), shape: vec![values.len()], values }
    }

    /// Whether it is the other one, bit by bit.
    #[must_use]
    pub fn is(&self, other: &Tensor) -> bool {
        let bits = |tensor: &Tensor| tensor.values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        (&self.name, &self.shape) == (&other.name, &other.shape) && bits(self) == bits(other)
    }
}
