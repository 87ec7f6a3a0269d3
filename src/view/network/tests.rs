//! Networks from two neurons to six layers of sixteen.

use super::*;
use crate::lab::scene::Neurons;
use crate::view::{ColourDepth, Theme};
use crate::words::same;

fn network(sizes: &[usize], flowing: Flowing) -> Network {
    let neuron = |l: usize, i: usize| Neuron {
        name: format!("n{l}.{i}"),
        value: Some((l + i) as f64 * 0.1 - 0.3),
        error: Some(0.01 * i as f64),
        ..Neuron::default()
    };
    let layer = |(l, &size): (usize, &usize)| Neurons {
        title: same(format!("layer {l}")),
        neurons: (0..size).map(|i| neuron(l, i)).collect(),
    };
    let weight = |to: usize, from: usize| ((to * 7 + from * 13) % 19) as f64 / 9.0 - 1.0;
    let weights = sizes
        .windows(2)
        .map(|pair| (0..pair[1]).map(|to| (0..pair[0]).map(|from| weight(to, from)).collect()).collect());
    Network {
        layers: sizes.iter().enumerate().map(layer).collect(),
        weights: weights.collect(),
        flowing,
        ..Network::default()
    }
}

fn drawn(network: &Network, area: Rect, pen: &Pen) -> Vec<String> {
    let mut buf = Buffer::empty(area);
    draw(network, area, &mut buf, pen);
    let row = |y: u16| (area.left()..area.right()).map(|x| buf[(x, y)].symbol()).collect();
    (area.top()..area.bottom()).map(row).collect()
}

const DEEP: [usize; 8] = [2, 16, 16, 16, 16, 16, 16, 1];

/// Every neuron is named, nothing stands on anything else, and the screen says what is bundled.
#[test]
fn six_layers_of_sixteen_can_be_read() {
    let area = Rect::new(0, 0, 100, 24);
    let lines = drawn(&network(&DEEP, Flowing::Still), area, &Pen::default());
    let all = lines.join("\n");
    for (l, size) in DEEP.into_iter().enumerate() {
        for i in 0..size {
            assert!(all.contains(&format!("n{l}.{i}")), "n{l}.{i}\n{all}");
        }
    }
    assert!(lines[23].contains("weak wires bundled"), "{all}");
    let few = drawn(&network(&[2, 1], Flowing::Still), area, &Pen::default()).join("\n");
    assert!(!few.contains("bundled") && few.contains("−1") && few.contains("0.44"), "{few}");
}

/// Where a name has no room it goes without the number of its layer, which the heading has; it is not cut.
#[test]
fn a_name_is_not_cut() {
    let neuron = Neuron { name: "h⁶₁".to_string(), ..Neuron::default() };
    let names = [4, 3, 2].map(|room| named(&neuron, room).into_owned());
    assert_eq!(names, ["h⁶₁", "h⁶₁", "h₁"]);
}

/// Headings are whole, or only their first words, or left out: none is cut, and none stands on another.
#[test]
fn headings_are_never_cut() {
    for columns in 12..=80 {
        let mut network = network(&[2, 3, 2, 1], Flowing::Forward(2));
        for (layer, title) in
            ["inputs", "hidden layer 1", "hidden layer 2", "outputs"].into_iter().enumerate()
        {
            network.layers[layer].title = same(title);
        }
        let lines = drawn(&network, Rect::new(0, 0, columns, 16), &Pen::default());
        let rows = lines.iter().filter(|line| line.contains("inputs"));
        let heads: Vec<String> =
            rows.map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let whole = ["inputs hidden layer 1 hidden layer 2 outputs", "inputs hidden hidden outputs"];
        let expected = match columns {
            47.. => &whole[..1],
            31.. => &whole[1..],
            _ => &[],
        };
        let unsigned: Vec<String> = heads.iter().map(|head| head.replace("→ ", "")).collect();
        assert_eq!(unsigned, expected, "{columns}\n{}", lines.join("\n"));
        assert!(columns < 60 || heads[0].contains("→ hidden layer 2"), "{heads:?}");
    }
}

/// A click on a neuron or in the middle of a lonely wire finds it again, at every size.
#[test]
fn what_is_seen_can_be_clicked() {
    for sizes in [&[2, 1][..], &[3, 4, 1], &[2, 2, 2], &[3, 5, 4, 1], &DEEP] {
        for (columns, rows) in [(30, 8), (60, 16), (100, 24), (140, 50)] {
            let (network, area) = (network(sizes, Flowing::Forward(1)), Rect::new(3, 2, columns, rows));
            let Some(layout) = Layout::new(&network, area) else { continue };
            for (layer, boxes) in layout.boxes.iter().enumerate() {
                for index in 0..boxes.len() {
                    let spot = Spot::Neuron { layer, index };
                    let cell = spot_cell(&network, area, spot).expect("seen");
                    assert_eq!(locate(&network, area, cell), Some(spot), "{sizes:?} {columns}×{rows}");
                }
            }
            assert_eq!(locate(&network, area, (area.right() + 5, area.y)), None);
        }
    }
    let (network, area) = (network(&[2, 1], Flowing::Still), Rect::new(0, 0, 60, 16));
    let spot = Spot::Edge { layer: 1, from: 1, to: 0 };
    let cell = spot_cell(&network, area, spot).expect("seen");
    assert_eq!(locate(&network, area, cell), Some(spot));
}

/// Without colours a negative wire is still told from a positive one: it has gaps.
#[test]
fn signs_have_marks() {
    let pen = Pen { theme: Theme { depth: ColourDepth::Mono, ..Theme::default() }, ..Pen::default() };
    let area = Rect::new(0, 0, 90, 5);
    let wire = |weight: f64| {
        let mut network = network(&[1, 1], Flowing::Still);
        network.weights = vec![vec![vec![weight]]];
        let lines = drawn(&network, area, &pen);
        let dots = |c: char| ('\u{2801}'..='\u{28ff}').contains(&c);
        lines
            .iter()
            .flat_map(|line| line.chars())
            .filter(|c| dots(*c))
            .map(|c| (c as u32 & 0xff).count_ones())
            .sum::<u32>()
    };
    assert!(wire(0.5) > wire(-0.5) + 10, "{} {}", wire(0.5), wire(-0.5));
}

/// Forwards a wire carries w·a: one from a neuron that answers 0 carries nothing, however large its weight.
#[test]
fn wires_show_what_they_carry() {
    let mut network = network(&[2, 1], Flowing::Forward(1));
    network.weights = vec![vec![vec![5.0, -0.1]]];
    network.layers[0].neurons[0].value = Some(0.0);
    let area = Rect::new(0, 0, 60, 16);
    let layout = Layout::new(&network, area).expect("room");
    let order = |network: &Network| -> Vec<usize> {
        Wires::new(network, &layout, area).single.iter().map(|wire| wire.from).collect()
    };
    assert_eq!(order(&network), [0, 1], "the strongest is last");
    network.flowing = Flowing::Still;
    assert_eq!(order(&network), [1, 0]);
}

#[test]
fn numbers_are_shortened_and_never_cut() {
    assert_eq!(short(-0.04364, 7), "−0.0436");
    assert_eq!(short(-0.04364, 5), "−0.04");
    assert_eq!(short(-0.000_436, 5), "−4e−4");
    assert_eq!(short(1.0, 1), "1");
}
