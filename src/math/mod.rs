//! Numbers: NumPy's random stream, expressions with derivatives, activations, surfaces.
