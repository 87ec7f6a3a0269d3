//! Block, box-drawing and braille characters as rectangles, so that they join without seams in a
//! browser, whatever its font.

/// A cell's size in pixels.
pub(super) const CELL: (u32, u32) = (8, 16);

/// Left, top, width, height in pixels from the cell's top left.
pub(super) type Block = (u32, u32, u32, u32);

/// The rectangles of a character; `None` if it is a letter for a font.
pub(super) fn shape(character: char) -> Option<Vec<Block>> {
    match character {
        '▀'..='▐' | '▔'..='▟' => Some(block(character)),
        '\u{2800}'..='\u{28ff}' => Some(braille(character as u32 - 0x2800)),
        '─'..='╿' => lines(character),
        _ => None,
    }
}

/// How much of the foreground a shade lets through.
pub(super) fn shade(character: char) -> Option<f32> {
    match character {
        '░' => Some(0.25),
        '▒' => Some(0.5),
        '▓' => Some(0.75),
        _ => None,
    }
}

fn block(character: char) -> Vec<Block> {
    /// Upper left, upper right, lower left, lower right of U+2596 …, a bit each from the lowest.
    const QUARTERS: [u8; 10] = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14];
    let code = character as u32;
    match code {
        0x2580 => vec![(0, 0, 8, 8)],
        0x2581..=0x2588 => vec![(0, 16 - 2 * (code - 0x2580), 8, 2 * (code - 0x2580))],
        0x2589..=0x258f => vec![(0, 0, 0x2590 - code, 16)],
        0x2590 => vec![(4, 0, 4, 16)],
        0x2594 => vec![(0, 0, 8, 2)],
        0x2595 => vec![(7, 0, 1, 16)],
        _ => {
            let bits = QUARTERS[(code - 0x2596) as usize];
            let quarters = (0..4).filter(|at| bits >> at & 1 == 1);
            quarters.map(|at| (at % 2 * 4, at / 2 * 8, 4, 8)).collect()
        }
    }
}

fn braille(bits: u32) -> Vec<Block> {
    /// Column and row of the dot of each bit.
    const DOTS: [(u32, u32); 8] = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
    let dots = DOTS.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
    dots.map(|(_, (x, y))| (1 + 4 * x, 1 + 4 * y, 2, 2)).collect()
}

/// Arms of box-drawing characters to the left, right, top and bottom: 1 light, 2 heavy, 3 double.
const ARMS: &str = "─1100 ━2200 │0011 ┃0022 ┌0101 ┍0201 ┎0102 ┏0202 ┐1001 ┑2001 ┒1002 ┓2002 └0110 ┕0210 \
    ┖0120 ┗0220 ┘1010 ┙2010 ┚1020 ┛2020 ├0111 ┝0211 ┞0121 ┟0112 ┠0122 ┡0221 ┢0212 ┣0222 ┤1011 ┥2011 \
    ┦1021 ┧1012 ┨1022 ┩2021 ┪2012 ┫2022 ┬1101 ┭2101 ┮1201 ┯2201 ┰1102 ┱2102 ┲1202 ┳2202 ┴1110 ┵2110 \
    ┶1210 ┷2210 ┸1120 ┹2120 ┺1220 ┻2220 ┼1111 ┽2111 ┾1211 ┿2211 ╀1121 ╁1112 ╂1122 ╃2121 ╄1221 ╅2112 \
    ╆1212 ╇2221 ╈2212 ╉2122 ╊1222 ╋2222 ═3300 ║0033 ╔0303 ╗3003 ╚0330 ╝3030 ╠0333 ╣3033 ╦3303 ╩3330 \
    ╬3333 ╴1000 ╵0010 ╶0100 ╷0001 ╸2000 ╹0020 ╺0200 ╻0002 ╼1200 ╽0012 ╾2100 ╿0021 ";

fn lines(character: char) -> Option<Vec<Block>> {
    match character {
        '┄' | '┈' | '╌' => return Some(vec![(0, 8, 2, 1), (4, 8, 2, 1)]),
        '┅' | '┉' | '╍' => return Some(vec![(0, 7, 2, 3), (4, 7, 2, 3)]),
        '┆' | '┊' | '╎' => return Some((0..4).map(|dash| (4, 4 * dash, 1, 2)).collect()),
        '┇' | '┋' | '╏' => return Some((0..4).map(|dash| (3, 4 * dash, 3, 2)).collect()),
        '╭' => return Some(vec![(6, 8, 2, 1), (5, 9, 1, 1), (4, 10, 1, 6)]),
        '╮' => return Some(vec![(0, 8, 3, 1), (3, 9, 1, 1), (4, 10, 1, 6)]),
        '╰' => return Some(vec![(4, 0, 1, 7), (5, 7, 1, 1), (6, 8, 2, 1)]),
        '╯' => return Some(vec![(4, 0, 1, 7), (3, 7, 1, 1), (0, 8, 3, 1)]),
        _ => {}
    }
    let at = ARMS.find(character)? + character.len_utf8();
    let mut weights = ARMS[at..].bytes().map(|digit| digit - b'0');
    let mut blocks = Vec::new();
    for arm in 0..4 {
        // Offset and thickness of each stroke of the arm, across it.
        let strokes: &[(u32, u32)] = match weights.next()? {
            0 => &[],
            1 => &[(0, 1)],
            2 => &[(0, 3)],
            _ => &[(0, 1), (2, 1)],
        };
        for (offset, thick) in strokes {
            // A light stroke runs in the middle, a heavy or double one begins a pixel before it.
            let across = if strokes.len() == 1 && *thick == 1 { 0 } else { 1 };
            let (column, row) = (4 - across + offset, 8 - across + offset);
            blocks.push(match arm {
                0 => (0, row, 4, *thick),
                1 => (4, row, 4, *thick),
                2 => (column, 0, *thick, 9 + across),
                _ => (column, 8 - across, *thick, 8 + across),
            });
        }
    }
    Some(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_stay_in_their_cell_and_reach_its_edges() {
        for character in ('\u{2500}'..='\u{259f}').chain('\u{2800}'..='\u{28ff}') {
            for (x, y, w, h) in shape(character).unwrap_or_default() {
                assert!(x + w <= CELL.0 && y + h <= CELL.1 && w > 0 && h > 0, "{character}");
            }
        }
        let touches =
            |character, test: fn(&Block) -> bool| shape(character).expect("a shape").iter().any(test);
        for left in "─┤┐╯═▌█".chars() {
            assert!(touches(left, |(x, ..)| *x == 0), "{left}");
        }
        for right in "─├╭╚▐█".chars() {
            assert!(touches(right, |(x, _, w, _)| x + w == CELL.0), "{right}");
        }
        for bottom in "│┬╭╮║▄█".chars() {
            assert!(touches(bottom, |(_, y, _, h)| y + h == CELL.1), "{bottom}");
        }
    }

    #[test]
    fn blocks_cover_what_their_names_say() {
        let area =
            |character| shape(character).expect("a shape").iter().map(|(_, _, w, h)| w * h).sum::<u32>();
        let areas = [('█', 128), ('▀', 64), ('▄', 64), ('▌', 64), ('▁', 16), ('▏', 16), ('▚', 64), ('▟', 96)];
        for (character, expected) in areas {
            assert_eq!(area(character), expected, "{character}");
        }
        assert_eq!(shape('⣿').expect("dots").len(), 8);
        assert_eq!(shape('⠁'), Some(vec![(1, 1, 2, 2)]));
        assert_eq!(shape('a'), None);
    }
}
