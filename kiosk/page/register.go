package page

// Step is one stop of the road on the head.
type Step struct {
	Text string
	Now  bool
	Did  bool
}

// RegisterSteps are the stops of 快速登记; now counts from 0.
func RegisterSteps(now int) []Step {
	return steps(now, "名字", "男女", "生日", "谁带", "住哪")
}

func steps(now int, texts ...string) []Step {
	all := make([]Step, len(texts))
	for i, t := range texts {
		all[i] = Step{Text: t, Now: i == now, Did: i < now}
	}
	return all
}

// RegisterName asks for the name: in full, only the everyday one, or not yet given.
type RegisterName struct {
	Frame
	Steps  []Step
	As     string // full, nick, unnamed
	Writer Writer
	Likely *Likely // somebody who may be the same child
	Action string  // POST there; "" is /register/name
	Prev   string  // "" leads home: 先不登记
	Next   string  // label of the main action: 下一步：男女
}

func (RegisterName) Page() string { return "register-name" }

// Likely is a child that is already known and may be the same one.
type Likely struct {
	ID   string
	Peg  Peg
	Name string
	Word string // 女 · 20 月龄 · 柳沟村
	Why  string // 同名，生日也一样
}

// RegisterSex asks girl or boy.
type RegisterSex struct {
	Frame
	Steps  []Step
	Name   string
	Sex    string // 1 boy, 2 girl (GB/T 2261.1), "" not said
	Action string // POST there; "" is /register/sex
	Prev   string // link back
	Likely *Likely
}

func (RegisterSex) Page() string { return "register-sex" }

// RegisterCarer asks who looks after the child, and which parents are away.
type RegisterCarer struct {
	Frame
	Steps  []Step
	Name   string
	Kin    []Choice // 奶奶, 外公 …; value is the kinship code
	Away   []Choice // 妈妈在外务工 …
	Called string   // her name, if it was written
	Action string   // POST there; "" is /register/carer
	Prev   string
}

func (RegisterCarer) Page() string { return "register-carer" }

// WriteName is a page with nothing but a name to write: the carer's, a
// colleague's, a village that is not on the list.
type WriteName struct {
	Frame
	Action   string // POST there
	Question string // 奶奶叫什么？
	Writer   Writer
	Skip     string // label of the way round; "" none
	Next     string // label of the main action
	Open     string // what it says while nothing is written; "" is 先写名字
	Prev     string
	Steps    []Step
}

func (WriteName) Page() string { return "write-name" }

// RegisterVillage asks where they live: the station's villages first.
type RegisterVillage struct {
	Frame
	Steps    []Step
	Name     string
	Villages []Choice // value is the division code
	More     bool     // there is another page of them
	From     int
	Action   string // POST there; "" is /register/village
	Prev     string
}

func (RegisterVillage) Page() string { return "register-village" }

// RegisterPhone asks for the number at which somebody can be reached.
type RegisterPhone struct {
	Frame
	Steps  []Step
	Whose  []Choice // 奶奶, 妈妈 …
	Who    string   // the one chosen
	Pad    Pad      // field phone, 11 figures
	Action string   // POST there; "" is /register/phone
	Prev   string
	Next   string // label of the main action
}

func (RegisterPhone) Page() string { return "register-phone" }

// RegisterSame puts the child that is being registered beside one that is known.
// The page takes no side: it has no main action.
type RegisterSame struct {
	Frame
	New  Facts
	Old  Facts
	ID   string // of the known child
	Peg  Peg
	Prev string
}

func (RegisterSame) Page() string { return "register-same" }

// Facts are a few lines about one child; Same marks those that agree.
type Facts struct {
	Head  string // 现在登记的, 站上已有的
	Name  string
	Lines []Fact
}

// Fact is one line: a word and what it says.
type Fact struct {
	Word string
	Text string
	Same bool
	Href string // where it can be changed
	Way  string // what that is called; "" 看看
	Gap  bool   // nothing there yet
}

// Consent is the one sheet: what data is kept for, and what the family says.
type Consent struct {
	Frame
	Action  string // POST there: /register/consent, /consents/{id}
	Child   string
	Always  string   // what needs no consent, in one sentence
	Asked   []Asked  // what does
	Answers []Choice // who answers: 妈妈, 奶奶代答 …
	Prev    string
}

func (Consent) Page() string { return "consent" }

// Asked is one purpose that waits for a yes; refusing is the exception.
type Asked struct {
	Code string
	Text string
	More string
	No   bool
}

// Sign is the pad on which a family signs with a finger.
type Sign struct {
	Frame
	Action  string   // POST there; with keep=1 what is drawn so far
	Who     string   // 妈妈 王丽
	What    string   // 同意 4 项，不同意 1 项
	Strokes []string // drawn before: SVG path data, "M12 30L14 31"
	Prev    string
	Skip    string // label of go=skip; "" none
	Next    string // label of the main action; "" is 签好了，登记
}

func (Sign) Page() string { return "sign" }

// Receipt says that a child is registered and where the record is.
type Receipt struct {
	Frame
	Peg    Peg
	Name   string
	Word   string // 女 · 20 月龄 · 柳沟村
	Where  Road   // of this record
	Gaps   []Link // 待补: what is missing, and where it can be added
	Child  string // link to the child's page
	Enrol  string // link to 入托
	Pupils []Link // what may follow: another child of this family
}

func (Receipt) Page() string    { return "receipt" }
func (Receipt) Parts() []string { return []string{"receipt-where"} }
