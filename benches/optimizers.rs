//! Steps per second of every update rule, for two parameters and for a hundred thousand.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use nnlab::nn::optimizer::{Convention, Optimizer, RULES};

fn main() {
    divan::main();
}

fn names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

/// 1,000 steps on ½(x² + 25y²); the counter shows steps per second.
#[divan::bench(args = names())]
fn two_parameters(bencher: Bencher<'_, '_>, name: &str) {
    let optimizer = Optimizer::new(name, Convention::PyTorch).expect("a name of the registry");
    bencher.counter(ItemsCount::new(1000_u32)).bench_local(|| {
        let (mut memory, mut point) = (optimizer.memory(2), black_box([-4.0, 2.0]));
        for _ in 0..1000 {
            let gradient = [point[0], 25.0 * point[1]];
            optimizer.update(&mut memory, &gradient, &mut point);
        }
        point
    });
}

/// One step of 100,000 parameters; the counter shows parameters per second.
#[divan::bench(args = names())]
fn many_parameters(bencher: Bencher<'_, '_>, name: &str) {
    const LENGTH: usize = 100_000;
    let optimizer = Optimizer::new(name, Convention::PyTorch).expect("a name of the registry");
    let gradient: Vec<f64> = (0..LENGTH).map(|i| (i as f64 * 0.7).sin()).collect();
    let (mut memory, mut parameters) = (optimizer.memory(LENGTH), vec![0.5; LENGTH]);
    bencher
        .counter(ItemsCount::new(LENGTH))
        .bench_local(|| optimizer.update(&mut memory, black_box(&gradient), &mut parameters));
}
