package page

// Components shows every part that pages are made of, in every state that it has. It is a
// page of the storybook only: for looking at, and for the tests that look.
type Components struct {
	Frame
	Part   string // press, tell, show
	Steps  []Step
	Kids   []Kid
	Pegs   []Peg
	Scenes []string
}

func (Components) Page() string { return "components" }

// Press are the states of what can be pressed: the class, and the word on it.
func (Components) Press() []Choice {
	return []Choice{{Value: "", Text: "平常"}, {Value: "is-pressed", Text: "按下"}, {Value: "is-on", Text: "选中"}, {Value: "is-focus", Text: "键盘到"}}
}
