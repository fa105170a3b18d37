//go:build !release

package page

// stepperStories are a number with a unit in every state.
func stepperStories() []Story {
	weight := Stepper{Field: "weight", Name: "体重", Word: "上次 10月20日 10.2 公斤", Value: 10300, Start: 10200, Min: 500, Max: 40000, Units: Weights, Unit: "kg", Wide: true}
	of := func(change func(*Number)) Number {
		n := Number{Frame: frame("量体重", "王梓涵 · 女 · 20 月龄", "/child/1a"), Action: "/child/1a/edit/weight", Question: "秤上是多少？", Stepper: weight, Prev: "/child/1a", Skip: "今天没称", Next: "记下来"}
		change(&n)
		return n
	}
	return []Story{
		{"number", "数：按一按", of(func(*Number) {})},
		{"number-none", "数：还没有", of(func(n *Number) { n.Stepper.Value = 0 })},
		{"number-min", "数：到底了", of(func(n *Number) { n.Stepper.Value, n.Stepper.Why = 500, "再轻就不像了，看一眼秤" })},
		{"number-max", "数：到顶了", of(func(n *Number) { n.Stepper.Value, n.Stepper.Why = 40000, "再重就不像了，看一眼秤" })},
		{"number-asked", "数：问一声", of(func(n *Number) {
			n.Stepper.Typed, n.Stepper.Value, n.Next = "103", 103000, "没错，就这样记"
			n.Errors = Errors{"weight": "103 公斤？一般在 0.5 到 40 公斤之间。是不是少点了一个点？"}
		})},
		{"number-jin", "数：按斤", of(func(n *Number) { n.Stepper.Unit = "jin" })},
		{"number-big", "数：特大字", of(func(n *Number) { n.Text = "xl" })},
		{"number-count", "数：没有小数", of(func(n *Number) {
			n.Title, n.Hint, n.Question, n.Next = "数人头", "", "现在屋里有几个孩子？", "就是这么多"
			n.Stepper = Stepper{Field: "heads", Name: "人数", Word: "到了 14 个，走了 2 个", Value: 12, Max: 40, Units: []Unit{{Name: "个", Scale: 1, Step: 1}}}
		})},
	}
}
