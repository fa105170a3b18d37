package page

// AlarmPress is the big button, for whoever tapped 报警 and held it too short, and where
// no script runs.
type AlarmPress struct {
	Frame
	Last   string // 上次试：10月23日
	Button bool   // a drill with the button on a cable, which has to be pressed now
}

func (AlarmPress) Page() string { return "alarm-press" }

// AlarmOwn is a call of this station: whom to telephone and what to say, who has
// answered, and how it ends.
type AlarmOwn struct {
	Frame
	Action   string // POST there
	Drill    bool
	Open     bool
	Rings    bool
	Hushed   bool
	Title2   string // 正在叫邻站
	State    string // what is true now: 还没人应 …; never 已报警 without a person's word
	Answers  []Fact // Word: the station; Text: what it said, and when
	Numbers  []AlarmNumber
	Say      []string // what to say into the telephone
	Phones   []Fact   // stations near by
	Reasons  []Choice // why it was none; shown when asked for
	Incident string   // where what happened is written down; "" not yet
	Written  bool     // and it is
}

func (AlarmOwn) Page() string { return "alarm-own" }

// AlarmNumber is one of 110, 120, 119.
type AlarmNumber struct {
	Number, For string
	Got         string // 张桂兰 10:31 打通了; "" nobody has said so
}

// AlarmNear is a neighbour's call.
type AlarmNear struct {
	Frame
	Action  string // POST there
	Station string
	Drill   bool
	Open    bool
	Rings   bool
	Hushed  bool
	Where   string // address
	Phone   string
	At      string // 10:30 按的
	State   string
	Answers []Fact
}

func (AlarmNear) Page() string { return "alarm-near" }

// AlarmLearn waits for the button on a cable to be pressed once: which key it types.
type AlarmLearn struct {
	Frame
	Action string // POST key there, as browsers name keys
	Now    string // F12 或暂停键
	Own    bool   // and it was learned: the usual ones can be had again
}

func (AlarmLearn) Page() string { return "alarm-learn" }

// AlarmWho asks whose word it is.
type AlarmWho struct {
	Frame
	Action string // POST there
	What   string
	People []Person
	Nobody string // words of the tile for who is not on it; "" a name is needed
}

func (AlarmWho) Page() string { return "alarm-who" }
