package page

// CountyTakeAsk asks a second officer's word for a table with many people.
type CountyTakeAsk struct {
	CountyFrame
	What    string // 孩子名册
	People  int
	Most    int // that one officer takes by herself
	Purpose string
	Pending string // where the desk keeps what is wanted
	Why     string // as typed
	Prev    string
}

func (CountyTakeAsk) Page() string { return "county-take-ask" }

// CountyTakes is the requests that wait for this officer's word, and how others stand.
type CountyTakes struct {
	CountyFrame
	Lead string
	Rows []CountyTakeRow
	Only bool // nobody else can log in who may answer
}

func (CountyTakes) Page() string { return "county-takes" }

// CountyTakeRow is one request.
type CountyTakeRow struct {
	Href    string
	What    string
	People  int
	By      string
	Purpose string
	When    string
	State   string // 等您答复, 可以取, …
	Look    bool   // it waits for whom the page is shown to
}

// CountyTake is one request, to be answered or fetched.
type CountyTake struct {
	CountyFrame
	ID    string
	Facts []Fact
	Ask   bool   // it waits for her word
	Fetch string // where the table is; "" not to be had
	Until string // 11月24日 16:40
	Why   string // as typed
}

func (CountyTake) Page() string { return "county-take" }
