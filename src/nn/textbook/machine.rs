//! The restricted Boltzmann machine with binary units (Smolensky 1986; Hinton 2002).

use super::sigmoid;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};

/// E(v, h) = −bᵀv − cᵀh − vᵀWh.
#[derive(Debug, Clone, PartialEq)]
pub struct Machine {
    /// W, visible × hidden.
    pub w: Array2<f64>,
    /// b, visible.
    pub b: Array1<f64>,
    /// c, hidden.
    pub c: Array1<f64>,
}

impl Machine {
    /// p(h = 1 | v) = σ(vW + c) of rows v, m × visible.
    #[must_use]
    pub fn hidden(&self, v: ArrayView2<'_, f64>) -> Array2<f64> {
        sigmoid(&(v.dot(&self.w) + &self.c))
    }

    /// p(v = 1 | h) = σ(hWᵀ + b) of rows h, m × hidden.
    #[must_use]
    pub fn visible(&self, h: ArrayView2<'_, f64>) -> Array2<f64> {
        sigmoid(&(h.dot(&self.w.t()) + &self.b))
    }

    /// F(v) = −bᵀv − Σⱼ ln(1 + e^(cⱼ + (vW)ⱼ)).
    #[must_use]
    pub fn free_energy(&self, v: ArrayView1<'_, f64>) -> f64 {
        -self.b.dot(&v) - (v.dot(&self.w) + &self.c).mapv(|z| z.exp().ln_1p()).sum()
    }

    /// One step of contrastive divergence at a learning rate, for n examples v and what the machine imagines, v′:
    /// W += lr/n · (vᵀ p(h | v) − v′ᵀ p(h | v′)), b += lr/n · Σ (v − v′), c += lr/n · Σ (p(h | v) − p(h | v′)).
    pub fn learn(&mut self, v: ArrayView2<'_, f64>, imagined: ArrayView2<'_, f64>, lr: f64) {
        let rate = lr / v.nrows() as f64;
        let (data, dream) = (self.hidden(v), self.hidden(imagined));
        self.w += &((v.t().dot(&data) - imagined.t().dot(&dream)) * rate);
        self.b += &((v.sum_axis(Axis(0)) - imagined.sum_axis(Axis(0))) * rate);
        self.c += &((data.sum_axis(Axis(0)) - dream.sum_axis(Axis(0))) * rate);
    }
}
