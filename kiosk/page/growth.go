package page

// Weigh asks for a child's figures, one at a time with one stepper: weight, length, head.
type Weigh struct {
	Frame
	Action   string
	Child    Person
	Figures  []WeighFigure
	Stepper  Stepper // of the figure that is On; its Field is the figure's
	Question string  // 体重多少？
	Postures []Choice
	Clothes  []Choice
	Asked    *WeighAsk
	Prev     string
	Next     string // 下一样：身长; 记下来
	Done     bool   // Next writes: nothing further is asked
	Enough   bool   // it can be left at what is there: 就量这些
}

func (Weigh) Page() string { return "weigh" }

// WeighFigure is one of the figures.
type WeighFigure struct {
	Value string // weight, length, head
	Word  string // 体重
	Text  string // 10.9 公斤; "" not yet
	On    bool
}

// WeighAsk is a figure that is asked about before it is kept. It takes no side.
type WeighAsk struct {
	Bold    string // 是 8.2 公斤，还是 16.4 公斤？
	Text    string // 上次是 8.0 公斤，两个月前
	Answers []Choice
}

// Growth is how a child has grown: the curve, what the standard says of the newest
// figures, what comes next.
type Growth struct {
	Frame
	ID    string
	Peg   Peg
	Tabs  []GrowthTab
	Curve *Curve
	Empty *Note  // instead of the curve
	Word  string // 长得正好
	Care  bool   // Word wants attention
	Said  []string
	Next  string // 下次 12月20日前后量
	Rows  []GrowthRow
	Weigh string // "" where nothing can be measured here
	Print string
	Prev  string
}

func (Growth) Page() string { return "growth" }

// GrowthTab is one of the curves.
type GrowthTab struct {
	Href, Text string
	On         bool
}

// GrowthRow is one measuring in the table beside the curve.
type GrowthRow struct{ Day, Age, Weight, Length, Head string }
