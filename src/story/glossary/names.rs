//! What textbooks call the lessons.

use crate::words::{Text, text};

/// The names of a lesson's subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The lesson.
    pub lesson: &'static str,
    /// The name that stands beside the title.
    pub name: Text,
    /// Other names and topics that lead to it, in both languages, separated by `;`.
    also: &'static str,
}

const fn name(lesson: &'static str, en: &'static str, zh: &'static str, also: &'static str) -> Name {
    Name { lesson, name: text(en, zh), also }
}

static NAMES: [Name; 13] = [
    name(
        "slope",
        "derivative, difference quotient",
        "导数与差商",
        "secant;tangent;割线;切线;numerical differentiation;数值微分",
    ),
    name(
        "chain",
        "computation graph, chain rule",
        "计算图与链式法则",
        "automatic differentiation;自动微分;autograd;backward;partial derivative;偏导数",
    ),
    name(
        "descent",
        "gradient descent, convex / non-convex",
        "梯度下降，凸 / 非凸",
        "learning rate;学习率;convex;non-convex;凸函数;局部极小;local minimum",
    ),
    name(
        "logistic",
        "logistic regression",
        "逻辑回归",
        "sigmoid;cross-entropy;交叉熵;binary classification;二分类;loss function;cost function;损失函数;代价函数",
    ),
    name(
        "vectorize",
        "vectorisation",
        "向量化",
        "vectorization;numpy;broadcasting;广播;array;数组;matrix;矩阵",
    ),
    name(
        "cats",
        "logistic regression on images",
        "图片上的逻辑回归",
        "image classification;图像分类;overfitting;过拟合;cat;猫",
    ),
    name(
        "neuron",
        "perceptron-like single neuron",
        "单个神经元（感知机）",
        "perceptron;感知机;nine lines;九行代码;exclusive or;xor;异或",
    ),
    name(
        "network",
        "back-propagation, multi-layer perceptron",
        "反向传播，多层感知机",
        "backpropagation;back propagation;BP;MLP;hidden layer;隐藏层;feedforward;前馈",
    ),
    name(
        "playground",
        "multi-layer perceptron on plane data",
        "平面数据上的多层感知机",
        "regularisation;regularization;正则化;spiral;circle;moons;螺旋;activation function;激活函数;relu",
    ),
    name(
        "digits",
        "multi-class classification, softmax",
        "多分类与 softmax",
        "MNIST;handwriting;手写数字;softmax;confusion matrix;混淆矩阵",
    ),
    name(
        "rbm",
        "restricted Boltzmann machine (BernoulliRBM), persistent contrastive divergence",
        "受限玻尔兹曼机（BernoulliRBM），持续对比散度",
        "RBM;contrastive divergence;对比散度;PCD;Gibbs sampling;吉布斯采样;unsupervised;无监督",
    ),
    name(
        "optimizers",
        "optimisation algorithms",
        "优化算法",
        "momentum;动量;nesterov;adagrad;adadelta;rmsprop;adam;adamax;sgd;optimizer;优化器",
    ),
    name(
        "hopfield",
        "Hopfield network, associative memory",
        "Hopfield 网络，联想记忆",
        "attractor;吸引子;stable state;稳态;metastable;亚稳态;spurious state;伪稳态;energy;能量;hebbian;赫布",
    ),
];

/// The textbook name of a lesson.
#[must_use]
pub fn textbook(lesson: &str) -> Option<&'static Name> {
    NAMES.iter().find(|name| name.lesson == lesson)
}

impl Name {
    /// All names that find the lesson, the one beside its title first.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        [&*self.name.en, &*self.name.zh].into_iter().chain(self.also.split(';'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons;

    #[test]
    fn every_lesson_has_a_textbook_name() {
        for entry in lessons::ALL {
            let id = (entry.card)().id;
            let name = textbook(id).unwrap_or_else(|| panic!("{id}"));
            assert!(name.words().all(|word| !word.trim().is_empty()), "{id}");
        }
        assert_eq!(NAMES.len(), lessons::ALL.len());
        assert!(textbook("optimizers").is_some_and(|name| name.words().any(|word| word == "动量")));
    }
}
