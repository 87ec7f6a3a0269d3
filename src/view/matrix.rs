//! Numbers in rows and columns, each cell as warm as its value.

use super::colours::luminance;
use super::palette::{Ramp, Strength, Tone};
use super::raster::Raster;
use super::text::{mark, put_right};
use super::theme::ColourDepth;
use super::{Pen, put, width};
use crate::lab::Spot;
use crate::lab::scene::{Ink, Matrix};
use crate::words::{Language, fixed};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

/// How the matrix is laid out.
#[derive(Debug, Clone)]
struct Grid {
    /// Cells of the values.
    area: Rect,
    /// Columns of a value, and half rows of it.
    size: (u16, u16),
    /// Values across and down that share one block, when there are more than fit.
    pool: (usize, usize),
    /// Blocks across and down.
    blocks: (usize, usize),
    numbers: bool,
}

pub(super) fn draw(matrix: &Matrix, area: Rect, buf: &mut Buffer, pen: &Pen, cursor: Option<Spot>) {
    let Some(grid) = grid(matrix, area, pen) else { return };
    names(matrix, &grid, area, buf, pen);
    let ramp = Ramp::new(matrix.palette, matrix.range, pen, Strength::Full);
    let mut raster = Raster::new(grid.area);
    for row in 0..grid.blocks.1 {
        for col in 0..grid.blocks.0 {
            let tone = ramp.tone(mean(matrix, &grid, row, col));
            let (w, h) = (usize::from(grid.size.0), usize::from(grid.size.1));
            for y in row * h..(row + 1) * h {
                for x in col * w..(col + 1) * w {
                    raster.set(x, y, tone);
                }
            }
        }
    }
    if !(grid.numbers && pen.theme.depth == ColourDepth::Mono) {
        raster.paint(buf, pen);
    }
    if grid.numbers {
        numbers(matrix, &grid, &ramp, buf, pen);
    }
    for (chosen, style) in [(matrix.selected, pen.theme.accent()), (cursor_cell(cursor), pen.theme.accent())]
    {
        if let Some((row, col)) = chosen {
            frame(&grid, row, col, buf, pen, style);
        }
    }
    if grid.pool != (1, 1) {
        let (rows, cols) = (grid.pool.1, grid.pool.0);
        let (block, whole) = match pen.language {
            Language::English => {
                let block = format!("one block = mean of {rows}×{cols}");
                (block, format!(" of {}×{}", matrix.rows, matrix.cols))
            }
            Language::Chinese => {
                let block = format!("每格为 {rows}×{cols} 个数的平均");
                (block, format!("（共 {}×{}）", matrix.rows, matrix.cols))
            }
        };
        let room = usize::from(area.width).checked_sub(super::width(&block) + super::width(&whole));
        let words = if room.is_some() { block + &whole } else { block };
        put(buf, area.x, area.bottom() - 1, area.width, &words, pen.theme.quiet());
    }
}

fn cursor_cell(cursor: Option<Spot>) -> Option<(usize, usize)> {
    match cursor {
        Some(Spot::Cell { row, col }) => Some((row, col)),
        _ => None,
    }
}

fn grid(matrix: &Matrix, area: Rect, pen: &Pen) -> Option<Grid> {
    if matrix.rows == 0 || matrix.cols == 0 || matrix.values.len() < matrix.rows * matrix.cols {
        return None;
    }
    let row_names = widest(&matrix.row_names, pen).min(usize::from(area.width) / 3) as u16;
    let left = if row_names > 0 { row_names + 1 } else { 0 };
    let top = u16::from(!matrix.col_names.is_empty() && area.height > 2) + u16::from(has_axes(matrix, area));
    let room = Rect {
        x: area.x + left,
        y: area.y + top,
        width: area.width.saturating_sub(left),
        height: area.height.saturating_sub(top),
    };
    if room.is_empty() {
        return None;
    }
    let (cols, rows) = (matrix.cols as u64, matrix.rows as u64);
    let (w, h) = (u64::from(room.width), u64::from(room.height));
    let wide = matrix.decimals.map(|decimals| number_width(matrix, decimals) + 1);
    let named = widest(&matrix.col_names, pen) as u16 + 1;
    let mut grid =
        Grid { area: room, size: (1, 1), pool: (1, 1), blocks: (matrix.cols, matrix.rows), numbers: false };
    if let Some(wide) = wide.filter(|wide| cols * u64::from(*wide) <= w && rows <= h) {
        grid.numbers = true;
        let wide = (room.width / matrix.cols as u16).min(wide.max(named) + 6);
        // The number stands in the middle row of its block.
        let high = if room.height / matrix.rows as u16 >= 3 { 3 } else { 1 };
        grid.size = (wide, 2 * high);
    } else if cols <= w && rows <= 2 * h {
        // Square blocks, as large as fit.
        let side = (w / cols).min(2 * h / rows).max(1) as u16;
        grid.size = (side, side);
        if side > 1 && matrix.rows as u16 * side.div_ceil(2) * 2 <= 2 * room.height && side % 2 == 1 {
            grid.size.1 += 1;
        }
    } else {
        let rows_left = h.saturating_sub(1).max(1);
        let pool = (cols.div_ceil(w)).max(rows.div_ceil(2 * rows_left)) as usize;
        grid.pool = (pool, pool);
        grid.blocks = (matrix.cols.div_ceil(pool), matrix.rows.div_ceil(pool));
    }
    let used =
        (grid.blocks.0 as u16 * grid.size.0, (grid.blocks.1 * usize::from(grid.size.1)).div_ceil(2) as u16);
    grid.area = Rect { width: used.0.min(room.width), height: used.1.min(room.height), ..room };
    Some(grid)
}

fn has_axes(matrix: &Matrix, area: Rect) -> bool {
    area.height > 4 && !(matrix.axes.0.is_empty() && matrix.axes.1.is_empty())
}

fn widest(names: &[crate::words::Text], pen: &Pen) -> usize {
    names.iter().map(|name| width(name.get(pen.language))).max().unwrap_or(0)
}

fn number_width(matrix: &Matrix, decimals: u8) -> u16 {
    let wide = |value: &f64| width(&fixed(*value, usize::from(decimals)));
    matrix.values.iter().filter(|value| !value.is_nan()).take(4096).map(wide).max().unwrap_or(1) as u16
}

/// The mean of the values that share a block.
fn mean(matrix: &Matrix, grid: &Grid, row: usize, col: usize) -> f64 {
    if grid.pool == (1, 1) {
        return matrix.values[row * matrix.cols + col];
    }
    let (mut sum, mut count) = (0.0, 0.0);
    for r in row * grid.pool.1..((row + 1) * grid.pool.1).min(matrix.rows) {
        for c in col * grid.pool.0..((col + 1) * grid.pool.0).min(matrix.cols) {
            sum += matrix.values[r * matrix.cols + c];
            count += 1.0;
        }
    }
    sum / count
}

/// The cells of the block in which a value stands.
fn block(grid: &Grid, row: usize, col: usize) -> Rect {
    let (w, h) = grid.size;
    let (col, row) = ((col / grid.pool.0) as u16, (row / grid.pool.1) as u16);
    let (top, bottom) = (row * h / 2, ((row + 1) * h).div_ceil(2));
    Rect { x: grid.area.x + col * w, y: grid.area.y + top, width: w, height: bottom - top }
}

fn numbers(matrix: &Matrix, grid: &Grid, ramp: &Ramp, buf: &mut Buffer, pen: &Pen) {
    let decimals = usize::from(matrix.decimals.unwrap_or(0));
    for row in 0..matrix.rows {
        for col in 0..matrix.cols {
            let value = matrix.values[row * matrix.cols + col];
            let place = block(grid, row, col);
            let words = if value.is_nan() { "?".to_string() } else { fixed(value, decimals) };
            let style = on(ramp.tone(value), pen);
            let y = place.y + (place.height - 1) / 2;
            put_right(buf, place.x, place.right() - 1, y, &words, style);
        }
    }
}

/// Text that can be read on a tone.
fn on(tone: Option<Tone>, pen: &Pen) -> Style {
    match tone {
        None => Style::new(),
        Some(_) if pen.theme.depth == ColourDepth::Mono => Style::new(),
        Some(tone) => {
            let light = luminance(tone.seen(pen.theme)) > 0.2;
            let (black, white) = match pen.theme.depth {
                ColourDepth::Palette16 => (Color::Black, Color::White),
                _ => (Color::Indexed(16), Color::Indexed(255)),
            };
            Style::new().fg(if light { black } else { white })
        }
    }
}

fn names(matrix: &Matrix, grid: &Grid, area: Rect, buf: &mut Buffer, pen: &Pen) {
    let quiet = pen.theme.quiet();
    let mut y = area.y;
    if has_axes(matrix, area) {
        let (rows, cols) = (matrix.axes.0.get(pen.language), matrix.axes.1.get(pen.language));
        let words = match (rows.is_empty(), cols.is_empty()) {
            (false, false) => format!("{rows} ↓   {cols} →"),
            (true, _) => format!("{cols} →"),
            (_, true) => format!("{rows} ↓"),
        };
        put(buf, area.x, y, area.width, &words, quiet);
        y += 1;
    }
    if y < grid.area.y {
        let mut free = grid.area.x;
        for (col, name) in matrix.col_names.iter().enumerate().take(matrix.cols) {
            let place = block(grid, 0, col);
            let words = name.get(pen.language);
            let wide = width(words) as u16;
            let centre = place.x + place.width / 2;
            if grid.numbers {
                put_right(buf, place.x + 1, place.right() - 1, y, words, quiet);
                continue;
            }
            let x = centre.saturating_sub(wide / 2);
            if x >= free && x + wide <= area.right() && grid.pool.0 == 1 {
                put(buf, x, y, wide, words, quiet);
                free = x + wide + 1;
            }
        }
    }
    let mut free = grid.area.y;
    for (row, name) in matrix.row_names.iter().enumerate().take(matrix.rows) {
        let place = block(grid, row, 0);
        let y = place.y + (place.height - 1) / 2;
        if y >= free && y < grid.area.bottom() && grid.area.x > area.x {
            put_right(buf, area.x, grid.area.x - 1, y, name.get(pen.language), quiet);
            free = y + 1;
        }
    }
}

/// Marks a chosen value: brackets around its number, or a mark on its block.
fn frame(grid: &Grid, row: usize, col: usize, buf: &mut Buffer, pen: &Pen, style: Style) {
    let place = block(grid, row, col);
    if !grid.area.contains((place.x, place.y).into()) {
        return;
    }
    let y = place.y + (place.height.max(1) - 1) / 2;
    if grid.numbers && place.width > 2 {
        let style = pen.theme.chosen().bg(Color::Reset);
        buf.set_style(place.intersection(grid.area), style);
        mark(buf, place.x, y, '▸', style);
    } else {
        mark(buf, place.x + place.width / 2, y, '◆', style);
        if let Some(cell) = buf.cell_mut((place.x + place.width / 2, y)) {
            cell.set_style(pen.theme.ink(Ink::Accent));
        }
    }
}

pub(super) fn locate(matrix: &Matrix, area: Rect, (column, row): (u16, u16), pen: &Pen) -> Option<Spot> {
    let grid = grid(matrix, area, pen).filter(|grid| grid.area.contains((column, row).into()))?;
    let col = usize::from((column - grid.area.x) / grid.size.0) * grid.pool.0;
    let row = usize::from(2 * (row - grid.area.y) / grid.size.1) * grid.pool.1;
    (col < matrix.cols && row < matrix.rows).then_some(Spot::Cell { row, col })
}

pub(super) fn spot_cell(matrix: &Matrix, area: Rect, spot: Spot, pen: &Pen) -> Option<(u16, u16)> {
    let Spot::Cell { row, col } = spot else { return None };
    let grid = grid(matrix, area, pen).filter(|_| row < matrix.rows && col < matrix.cols)?;
    let place = block(&grid, row, col);
    let cell = (place.x + place.width / 2, place.y + (place.height.max(1) - 1) / 2);
    grid.area.contains(cell.into()).then_some(cell)
}
