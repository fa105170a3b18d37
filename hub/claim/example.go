package claim

// Example is a rate as a paper has it, for a county to adopt: nothing of it holds by itself.
// Certainty says how near the paper's figure is to the county's own case.
type Example struct {
	Code string // in addresses
	Rate        // without day; Amount is 0 where the paper has no figure
	Note string // what the paper leaves open
}

// The papers, with the place in them.
const (
	changzhi = "《长治市普惠托育服务发展示范项目实施方案》（长治市人民政府办公室 2024年3月14日）"
	suzhou   = "苏州市卫健委《实施意见》实施情况评估报告（2023年12月12日）三（一）"
)

// Examples are those of the papers that this release knows.
func Examples() []Example {
	return []Example{
		{"month", Rate{Title: "按实际入托补助", Rule: PerMonth, Age: 36, Source: changzhi + "项目5", Certainty: "B"}, "方案说按实际入托的三岁以下人数和月数发，没有写一个月多少元、来几天算一个月。"},
		{"place", Rate{Title: "托位运营补助", Rule: PerPlace, Amount: 300_00, Filed: true, Only: OnlyRecognised, Source: suzhou, Certainty: "C"}, "苏州是一个托位一个月 300 到 800 元，给备过案的社会办普惠机构。这里先填最低的。"},
		{"build", Rate{Title: "托位建设补助", Rule: Build, Amount: 10_000_00, Filed: true, Only: OnlyRecognised, Source: suzhou, Certainty: "C"}, "苏州是一个托位 10,000 元，一个托位只补一次。"},
		{"difficulty", Rate{Title: "困境孩子加补", Rule: Difficulty, Amount: 500_00, Age: 36, Source: suzhou, Certainty: "C"}, "苏州给降费收困境孩子的，一个月多 500 元。"},
		{"rent", Rate{Title: "房租减免", Rule: Rent, Filed: true, Only: OnlyInclusive, Source: changzhi + "项目6", Certainty: "B"}, "方案说按建筑面积、租赁合同、托位数减免一定比例，没有写百分之几。"},
		{"use", Rate{Title: "托位使用率奖", Rule: Award, Trigger: ByUse, Threshold: 60, Source: changzhi + "项目5", Certainty: "B"}, "方案写了使用率 60% 以上，没有写奖多少。"},
		{"sites", Rate{Title: "连锁经营奖", Rule: Award, Trigger: BySites, Threshold: 3, Source: changzhi + "项目5", Certainty: "B"}, "方案写了全市连锁三家以上，没有写奖多少。几个点是站里自己填的，锁定以前要核。"},
		{"model", Rate{Title: "示范机构奖", Rule: Award, Amount: 100_000_00, Trigger: ByModel, Threshold: 1, Source: suzhou, Certainty: "C"}, "苏州是不低于 100,000 元；长治写了要奖，没有写多少。"},
		{"size", Rate{Title: "收托一百五十人奖", Rule: Award, Amount: 100_000_00, Trigger: BySize, Threshold: 150, Source: suzhou, Certainty: "C"}, "苏州是收托 150 人以上，不低于 100,000 元。"},
		{"rank", Rate{Title: "县里的前三名奖", Rule: Award, Trigger: ByRank, Figure: RankUse, Threshold: 3, Source: "县里自己定的，没有上面的文件", Certainty: "M"}, "方案（" + changzhi + "项目5）奖的是全市排前三的县区，由市里评，看完成进度、入托数量、运营质量，不奖站。要在县里给站排一排、奖前三名，是县里自己的奖：换成县里的文件再用。"},
	}
}

// ExampleOf finds one.
func ExampleOf(code string) (Example, bool) {
	for _, e := range Examples() {
		if e.Code == code {
			return e, true
		}
	}
	return Example{}, false
}
