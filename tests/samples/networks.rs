//! Networks of layers.

use super::planes::field;
use super::*;

/// A network with small maps in its neurons, as in the playground.
pub(crate) fn network(maps: bool) -> Panel {
    if maps {
        panel(&[3, 6, 5, 1], true, Flowing::Still)
    } else {
        panel(&[3, 4, 1], false, Flowing::Forward(1))
    }
}

/// As large as networks become: errors flow back into the third of six layers of sixteen.
pub(crate) fn deep() -> Panel {
    panel(&[2, 16, 16, 16, 16, 16, 16, 1], false, Flowing::Backward(4))
}

fn panel(sizes: &[usize], maps: bool, flowing: Flowing) -> Panel {
    let neuron = |l: usize, i: usize| Neuron {
        name: if l == 0 { ["x₁", "x₂", "sin x₁"][i].to_string() } else { format!("h{}", i + 1) },
        value: Some((l * 7 + i * 3) as f64 * 0.07 - 0.4),
        error: (l > 0).then_some(0.02 * i as f64 - 0.03),
        bias: (l > 0).then_some(0.1),
        map: maps.then(|| small_map(l, i)),
        off: false,
    };
    let layers = sizes.iter().enumerate().map(|(l, size)| Neurons {
        title: match l {
            0 => text("inputs", "输入"),
            l if l + 1 == sizes.len() => text("output", "输出"),
            _ => text("hidden layer", "隐藏层"),
        },
        neurons: (0..*size).map(|i| neuron(l, i)).collect(),
    });
    let weights = sizes.windows(2).map(|pair| {
        let weight = |from: usize, to: usize| 2.0 * grain(from + 3 * pair[0], to + 5) - 1.0;
        (0..pair[1]).map(|to| (0..pair[0]).map(|from| weight(from, to)).collect()).collect()
    });
    let selected = Selected::Edge { layer: 1, from: 1, to: 2 };
    let network =
        Network { layers: layers.collect(), weights: weights.collect(), next: Vec::new(), flowing, selected };
    Panel::new("network", text("The network", "网络"), Place::Main, Picture::Network(network))
        .pick(text("Enter edits the weight", "Enter 编辑权重"))
}

pub(super) fn small_map(layer: usize, index: usize) -> Image {
    let n = 16;
    let values = (0..n * n)
        .map(|at| {
            let (x, y) = ((at % n) as f64 / 8.0 - 1.0, (at / n) as f64 / 8.0 - 1.0);
            ((1 + index) as f64 * x + (layer as f64) * y * 1.3).sin()
        })
        .collect::<Vec<_>>();
    Image {
        width: n,
        height: n,
        pixels: Pixels::Values { values: values.into(), range: (-1.0, 1.0), palette: Palette::Diverging },
        pins: vec![],
        crisp: false,
    }
}

pub(super) fn playground() -> Scene {
    let spiral = |t: f64, turn: f64| (0.9 * t * (5.0 * t + turn).cos(), 0.9 * t * (5.0 * t + turn).sin());
    let dots = (0..80)
        .map(|n| {
            let class = n % 2;
            let (x, y) = spiral(f64::from(n) / 80.0, std::f64::consts::PI * f64::from(class));
            Dot {
                x,
                y,
                ink: if class == 0 { Ink::Negative } else { Ink::Positive },
                glyph: if class == 0 { 'o' } else { '×' },
                selected: n == 33,
                label: Text::default(),
            }
        })
        .collect();
    let output = Panel::new(
        "output",
        text("What the network answers", "网络的回答"),
        Place::Beside,
        Picture::Plane(Plane {
            x: Axis::new(same("x₁")).range(-1.0, 1.0),
            y: Axis::new(same("x₂")).range(-1.0, 1.0),
            field: Some(field(
                100,
                |x, y| ((x * x + y * y).sqrt() * 5.0 - y.atan2(x)).sin(),
                Palette::Diverging,
                (-1.0, 1.0),
                text("output", "输出"),
            )),
            dots,
            square: true,
            ..Plane::default()
        }),
    );
    scene(vec![network(true), output, cost(), parameters(), guide()])
}
