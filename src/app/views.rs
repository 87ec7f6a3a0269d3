//! Short names of the views, for the line that lists them and for panels too narrow for their title.

use crate::lab::scene::{Code, Panel};
use crate::words::{Text, text};

/// A view that is not here is called by its title.
#[rustfmt::skip]
static NAMES: &[(&str, Text)] = &[
    ("magnifier", text("magnifier", "放大镜")),
    ("valley", text("error", "误差")),
    ("curve", text("curve", "曲线")),
    ("table", text("numbers", "数值")),
    ("graph", text("graph", "计算图")),
    ("nodes", text("nodes", "节点")),
    ("nudges", text("nudges", "微调")),
    ("plane", text("map", "平面")),
    ("relief", text("relief", "立体")),
    ("cost", text("cost", "代价")),
    ("theory", text("theory", "理论")),
    ("basins", text("basins", "盆地")),
    ("model", text("model", "模型")),
    ("loss", text("loss", "损失")),
    ("pull", text("pull", "拉力")),
    ("sigmoid", text("sigmoid", "sigmoid")),
    ("examples", text("examples", "样本")),
    ("bars", text("times", "用时")),
    ("numbers", text("numbers", "各数")),
    ("ratio", text("ratio", "倍数")),
    ("trials", text("trials", "试验")),
    ("rewritten", text("rewrite", "改写")),
    ("numbers", text("numbers", "数")),
    ("shapes", text("shapes", "形状")),
    ("speeds", text("speed", "速度")),
    ("functions", text("functions", "函数")),
    ("picture", text("picture", "图片")),
    ("weights", text("weights", "权重")),
    ("quality", text("quality", "效果")),
    ("wrong", text("mistakes", "错例")),
    ("journey", text("words", "逐步")),
    ("network", text("network", "网络")),
    ("error", text("error", "误差")),
    ("adjust", text("update", "更新")),
    ("probe", text("new case", "新情形")),
    ("answers", text("answers", "输出")),
    ("paths", text("paths", "走向")),
    ("terms", text("terms", "各项")),
    ("layers", text("layers", "各层")),
    ("neuron", text("neuron", "神经元")),
    ("gradients", text("gradients", "梯度")),
    ("activity", text("activity", "活动")),
    ("points", text("points", "数据点")),
    ("sheet", text("sheet", "画板")),
    ("says", text("says", "判断")),
    ("hidden", text("hidden", "隐藏层")),
    ("confusion", text("matrix", "混淆")),
    ("gallery", text("errors", "错例")),
    ("unit", text("unit", "单元")),
    ("accuracy", text("score", "准确率")),
    ("flow", text("flow", "流程")),
    ("look", text("look", "看")),
    ("features", text("features", "特征")),
    ("digit", text("digit", "数字")),
    ("dream", text("dream", "梦境")),
    ("likelihood", text("guess", "猜测")),
    ("feature", text("feature", "单个特征")),
    ("batch", text("batch", "小批量")),
    ("compare", text("compare", "比较")),
    ("map", text("map", "地图")),
    ("memory", text("memory", "记忆")),
    ("sweep", text("sweep", "扫描")),
    ("state", text("state", "状态")),
    ("stored", text("stored", "图案")),
    ("overlaps", text("overlaps", "重叠")),
    ("energy", text("energy", "能量")),
    ("hears", text("input", "输入")),
    ("parts", text("parts", "各项")),
    ("pattern", text("pattern", "图案编辑")),
    ("capacity", text("capacity", "容量")),
    ("pins", text("pinned", "固定")),
    ("code", text("code", "代码")),
    ("parameters", text("parameters", "参数")),
];

/// What a view is called in a word or two.
pub(super) fn name(panel: &Panel) -> &Text {
    NAMES.iter().find(|(id, _)| *id == panel.id).map_or(&panel.title, |(_, name)| name)
}

/// Whether this panel is the script.
pub(super) fn is_code(panel: &Panel) -> bool {
    panel.id == Code::PANEL
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::{Keep, Recipe, Reveal};
    use crate::view::width;
    use std::time::Duration;

    /// Every view of every lesson has a short name of its own, and together they fit a small screen.
    #[test]
    fn every_view_has_a_short_name() {
        for entry in crate::lessons::ALL {
            let id = (entry.card)().id;
            let session =
                crate::lessons::open(&Recipe::of(id), Keep::Nothing, || Duration::ZERO).expect("opens");
            let scene = session.scene(Reveal::Whole, &[], (80, 48));
            for language in [crate::words::Language::English, crate::words::Language::Chinese] {
                let names: Vec<&str> = scene.panels.iter().map(|panel| name(panel).get(language)).collect();
                let known = |panel: &Panel| NAMES.iter().any(|(known, _)| *known == panel.id);
                assert!(scene.panels.iter().all(known), "{id}: {names:?}");
                let columns: usize = names.iter().map(|name| width(name) + 3).sum();
                assert!(columns + 13 <= 100, "{id}: {columns} columns: {names:?}");
                let mut apart = names.clone();
                apart.sort_unstable();
                apart.dedup();
                assert_eq!(apart.len(), names.len(), "{id}: {names:?}");
            }
        }
    }
}
