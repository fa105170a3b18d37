package care

import "yizhan/hub"

// Check is one look at a child (晨检, 午检); Period is the day and am or pm. Minute is 0
// where nobody looked.
type Check struct {
	Ref
	Result string   `form:"result"` // ok, odd; "" nobody has looked
	Minute int      `form:"minute"`
	By     hub.ID   `form:"by"`
	Touch  []string `form:"touch"`
	Look   []string `form:"look"`
	Ask    []string `form:"ask"`
	Find   []string `form:"find"`
	Then   string   `form:"then"` // watch, room
}

// Done says whether somebody looked.
func (c Check) Done() bool { return c.Result != "" }
