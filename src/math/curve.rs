//! Functions of one variable, sampled for a picture.

/// A curve in pieces, as points (x, f(x)) of rising x; it is cut where f has no finite value.
pub type Pieces = Vec<Vec<(f64, f64)>>;

/// f at `count` + 1 equally distant places from `from` to `to`.
#[must_use]
pub fn sample(f: impl Fn(f64) -> f64, from: f64, to: f64, count: usize) -> Pieces {
    let count = count.max(1);
    let mut pieces: Pieces = vec![Vec::new()];
    for i in 0..=count {
        let x = from + (to - from) * (i as f64 / count as f64);
        let y = f(x);
        match pieces.last_mut() {
            Some(piece) if y.is_finite() => piece.push((x, y)),
            Some(piece) if !piece.is_empty() => pieces.push(Vec::new()),
            _ => {}
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// A range of y that shows a sampled curve well and surely contains `centre`: all of it where that is
/// possible, else the part around `centre` that most of the samples keep to (a pole, a steep exponential).
#[must_use]
pub fn range_of(pieces: &Pieces, centre: f64) -> (f64, f64) {
    let mut heights: Vec<f64> = pieces.iter().flatten().map(|(_, y)| *y).collect();
    heights.sort_by(f64::total_cmp);
    let (Some(&lowest), Some(&highest)) = (heights.first(), heights.last()) else {
        return (centre - 1.0, centre + 1.0);
    };
    // A level line stays level however its last digits dance.
    let level = highest - lowest <= 1e-12 * highest.abs().max(lowest.abs());
    if level && (centre - highest).abs() <= 1e-12 * highest.abs() {
        let margin = 0.5 * if highest == 0.0 { 1.0 } else { highest.abs() };
        return (centre - margin, centre + margin);
    }
    let quantile = |share: f64| heights[((heights.len() - 1) as f64 * share).round() as usize];
    let (low, high) = (quantile(0.1), quantile(0.9));
    let most = 3.0 * (high - low).max(f64::MIN_POSITIVE);
    let (low, high) = if highest - lowest <= most {
        (lowest, highest)
    } else {
        ((low - (high - low)).max(lowest), (high + (high - low)).min(highest))
    };
    let (low, high) = (low.min(centre), high.max(centre));
    let margin = if high > low { 0.06 * (high - low) } else { 0.5 * high.abs().max(1.0) };
    (low - margin, high + margin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_cut_where_it_has_no_value() {
        let pieces = sample(|x| 1.0 / x, -1.0, 1.0, 200);
        assert_eq!(pieces.len(), 2);
        assert_eq!(pieces[0].len(), 100);
        assert!(sample(f64::ln, -2.0, -1.0, 10).is_empty());
        assert_eq!(sample(|x| x * x, 0.0, 2.0, 2), [vec![(0.0, 0.0), (1.0, 1.0), (2.0, 4.0)]]);
    }

    #[test]
    fn the_range_is_not_ruined_by_a_pole_and_holds_the_centre() {
        let (low, high) = range_of(&sample(|x| 1.0 / x, -1.0, 1.0, 200), 2.0);
        assert!(low > -40.0 && low < -2.0 && high < 40.0 && high > 2.0, "{low} {high}");
        let (low, high) = range_of(&sample(|x| x * x, -1.0, 3.0, 100), 4.0);
        assert!(low < 0.0 && high > 9.0 && low > -1.0 && high < 10.0);
        let level = sample(|x| 5.0 + 1e-15 * (99.0 * x).sin(), 0.0, 1.0, 10);
        let (low, high) = range_of(&level, 5.0);
        assert!((low - 2.5).abs() < 1e-12 && (high - 7.5).abs() < 1e-12, "{low} {high}");
        assert_eq!(range_of(&Vec::new(), 3.0), (2.0, 4.0));
    }
}
