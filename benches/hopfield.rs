//! A memory of 4096 neurons: storing, the fields of a cue, a sweep.

use divan::{Bencher, black_box};
use nnlab::math::NumpyRng;
use nnlab::nn::hopfield::{Capacity, Hopfield, Order, Pattern, Rule};
use nnlab::words::Text;

fn main() {
    divan::main();
}

fn patterns() -> Vec<Pattern> {
    let mut rng = NumpyRng::new(1);
    (0..10).map(|_| Pattern::random(Text::default(), 64, 64, &mut rng)).collect()
}

#[divan::bench(args = [Rule::Hebbian, Rule::PseudoInverse, Rule::Storkey], sample_count = 5)]
fn store_10(rule: Rule) -> bool {
    Hopfield::store(patterns(), rule, true).is_ok()
}

/// From spins alone: the fields once, O(N²), then every neuron once, 10 % of them flipping.
#[divan::bench(args = [Rule::Hebbian, Rule::PseudoInverse])]
fn sweep(bencher: Bencher<'_, '_>, rule: Rule) {
    let network = Hopfield::store(patterns(), rule, true).expect("random patterns are independent");
    let mut rng = NumpyRng::new(2);
    let mut cue = network.patterns()[0].clone();
    cue.flip(10.0, &mut rng);
    bencher.bench_local(|| {
        let mut state = network.state(black_box(cue.spins()));
        let mut order = Order::new(rng.clone(), 4096);
        for _ in 0..4096 {
            network.update(&mut state, order.take().unwrap_or_default());
        }
        state
    });
}

/// What a step that flips and its metrics cost.
#[divan::bench(args = [Rule::Hebbian, Rule::PseudoInverse])]
fn flip_and_measure(bencher: Bencher<'_, '_>, rule: Rule) {
    let network = Hopfield::store(patterns(), rule, true).expect("random patterns are independent");
    let mut state = network.state(network.patterns()[0].spins());
    bencher.bench_local(|| {
        network.flip(&mut state, black_box(7));
        (network.energy(&state), network.overlaps(&state))
    });
}

#[divan::bench(args = [Rule::Hebbian, Rule::PseudoInverse])]
fn fields(bencher: Bencher<'_, '_>, rule: Rule) {
    let network = Hopfield::store(patterns(), rule, true).expect("random patterns are independent");
    let spins = network.patterns()[0].spins().to_vec();
    bencher.bench_local(|| network.state(black_box(&spins)));
}

#[divan::bench(args = [Rule::Hebbian, Rule::PseudoInverse])]
fn flip(bencher: Bencher<'_, '_>, rule: Rule) {
    let network = Hopfield::store(patterns(), rule, true).expect("random patterns are independent");
    let mut state = network.state(network.patterns()[0].spins());
    bencher.bench_local(|| network.flip(&mut state, black_box(7)));
}

/// What `nnlab run hopfield --set bench=capacity --set n=1000` measures: five networks at each of thirty loads.
#[divan::bench(sample_count = 3)]
fn capacity_1000() -> usize {
    let loads = (1..=30).map(|k| f64::from(k) * 0.01).collect();
    let mut measured = Capacity::new(1000, Rule::Hebbian, loads, 1);
    measured.networks = 5;
    measured.flatten().count()
}
