//! Digits drawn by hand: strokes in a box from (0, 0) to (1, 1), and where the mouse goes for them.

pub(crate) type Strokes = &'static [&'static [(f64, f64)]];

/// One way to draw each digit, as schools teach it.
pub(crate) const PLAIN: [Strokes; 10] = [
    &[&[
        (0.5, 0.0),
        (0.25, 0.1),
        (0.1, 0.35),
        (0.1, 0.65),
        (0.25, 0.9),
        (0.5, 1.0),
        (0.75, 0.9),
        (0.9, 0.65),
        (0.9, 0.35),
        (0.75, 0.1),
        (0.5, 0.0),
    ]],
    &[&[(0.5, 0.0), (0.5, 1.0)]],
    &[&[
        (0.15, 0.25),
        (0.3, 0.05),
        (0.55, 0.0),
        (0.8, 0.1),
        (0.85, 0.3),
        (0.7, 0.55),
        (0.4, 0.8),
        (0.15, 1.0),
        (0.9, 1.0),
    ]],
    &[&[
        (0.15, 0.1),
        (0.45, 0.0),
        (0.75, 0.08),
        (0.8, 0.3),
        (0.65, 0.45),
        (0.4, 0.48),
        (0.7, 0.52),
        (0.88, 0.7),
        (0.75, 0.93),
        (0.45, 1.0),
        (0.12, 0.9),
    ]],
    &[&[(0.6, 0.0), (0.1, 0.65), (0.9, 0.65)], &[(0.65, 0.35), (0.65, 1.0)]],
    &[&[
        (0.8, 0.0),
        (0.25, 0.0),
        (0.2, 0.45),
        (0.5, 0.38),
        (0.8, 0.5),
        (0.85, 0.75),
        (0.65, 0.97),
        (0.35, 1.0),
        (0.12, 0.9),
    ]],
    &[&[
        (0.7, 0.0),
        (0.4, 0.2),
        (0.18, 0.5),
        (0.15, 0.8),
        (0.35, 1.0),
        (0.65, 0.98),
        (0.82, 0.8),
        (0.75, 0.6),
        (0.5, 0.52),
        (0.2, 0.65),
    ]],
    &[&[(0.1, 0.0), (0.9, 0.0), (0.6, 0.45), (0.4, 1.0)]],
    &[&[
        (0.7, 0.1),
        (0.4, 0.0),
        (0.2, 0.2),
        (0.4, 0.42),
        (0.7, 0.6),
        (0.8, 0.82),
        (0.5, 1.0),
        (0.2, 0.85),
        (0.3, 0.6),
        (0.65, 0.4),
        (0.8, 0.2),
        (0.65, 0.05),
    ]],
    &[&[
        (0.8, 0.2),
        (0.55, 0.0),
        (0.25, 0.1),
        (0.2, 0.35),
        (0.45, 0.5),
        (0.75, 0.4),
        (0.82, 0.15),
        (0.78, 0.6),
        (0.7, 1.0),
    ]],
];

/// Mouse cells of a stroke inside a rectangle of cells (column, row, width, height), close together as a hand
/// that moves leaves them.
pub(crate) fn cells(stroke: &[(f64, f64)], (x, y, w, h): (u16, u16, u16, u16)) -> Vec<(u16, u16)> {
    let cell = |(px, py): (f64, f64)| {
        // A digit is about half as wide as high, and a cell is twice as high as wide: the box is square in cells.
        let across = 0.5 + (px - 0.5) * 0.42;
        let down = 0.12 + py * 0.76;
        (x + (across * f64::from(w - 1)).round() as u16, y + (down * f64::from(h - 1)).round() as u16)
    };
    let mut path = vec![cell(stroke[0])];
    for pair in stroke.windows(2) {
        for part in 1..=4 {
            let t = f64::from(part) / 4.0;
            let at = cell((pair[0].0 + t * (pair[1].0 - pair[0].0), pair[0].1 + t * (pair[1].1 - pair[0].1)));
            if path.last() != Some(&at) {
                path.push(at);
            }
        }
    }
    path
}

/// The cells of the sheet on a screen: inside the frame that is called so, above its caption. Nothing while the
/// screen is not yet drawn.
pub(crate) fn sheet(screen: &str) -> Option<(u16, u16, u16, u16)> {
    let rows: Vec<Vec<char>> = screen.lines().map(|line| line.chars().collect()).collect();
    let title: Vec<char> = "Draw a digit here".chars().collect();
    let place = |row: &Vec<char>| row.windows(title.len()).position(|words| words == title);
    let (top, at) = rows.iter().enumerate().find_map(|(y, row)| Some((y, place(row)?)))?;
    let left = (0..at).rev().find(|&x| rows[top][x] == '╭')?;
    let right = (at..rows[top].len()).find(|&x| rows[top][x] == '╮')?;
    let bottom = (top..rows.len()).find(|&y| rows[y].get(left) == Some(&'╰'))?;
    // Two rows of words may stand under the picture.
    let (w, h) = ((right - left - 1) as u16, (bottom - top).checked_sub(3)? as u16);
    // As large as fits with square pixels.
    let wide = w.min(2 * h);
    Some((left as u16 + 1 + (w - wide) / 2, top as u16 + 1 + (h - wide / 2) / 2, wide, wide / 2))
}

/// Where the name of the view with the sheet stands in the line of views.
pub(crate) fn way_to_sheet(screen: &str) -> Option<(u16, u16)> {
    let rows = screen.lines().enumerate().filter(|(_, line)| line.starts_with(" 1 "));
    rows.filter_map(|(y, line)| Some((line[..line.find(" sheet")?].chars().count() as u16 + 1, y as u16)))
        .next()
}

/// What the screen says about the drawing.
pub(crate) fn said(screen: &str) -> Option<usize> {
    let words = screen.split("looks most like a ").nth(1)?;
    words.chars().next()?.to_digit(10).map(|digit| digit as usize)
}
