package page

import "html/template"

// CountyDevices lists the county's boxes, and takes in new ones.
type CountyDevices struct {
	CountyFrame
	Figures string // as typed
	Asking  []AskingRow
	Rows    []DeviceRow
	Lead    string // 24 台在用，1 台停用
	Sharing []SharingRow
}

// SharingRow is whether the stations of a township may open each other's records.
type SharingRow struct {
	Code, Name string
	On         bool
	Word       string // 各站互相看得到，11月20日定的
}

func (CountyDevices) Page() string { return "county-devices" }

// AskingRow is a new box whose request came over the network.
type AskingRow struct {
	Href  string
	Name  string // what it calls itself
	Check string // 0421 7735 9014
	Via   string // through which station
}

// DeviceRow is one box.
type DeviceRow struct {
	Href  string
	Mark  string // 通, 缓, 断, 停
	Class string // of its stamp
	Look  bool
	Name  string
	Role  string
	Town  string
	Last  string
	More  string // 邻站知道还有 12 条; 停用 11月22日
	Since string // 11月22日 接入
}

// CountyDeviceNew asks what a new box is to be, and whether its figures were compared.
type CountyDeviceNew struct {
	CountyFrame
	Action string
	Check  string
	Via    string
	Name   string
	Town   string   // as typed: a code of nine figures
	Towns  []Choice // field town
	Roles  []Choice // field role
	Back   string
}

func (CountyDeviceNew) Page() string { return "county-device-new" }

// CountyDeviceDone is the answer, on all its ways.
type CountyDeviceDone struct {
	CountyFrame
	Name     string
	Code     string // 0421 7735 9014, to read out
	Pictures []Picture
	File     string // address of the answer as a file
}

func (CountyDeviceDone) Page() string { return "county-device-done" }

// Picture is a drawing with the words below it.
type Picture struct {
	Drawing template.HTML
	Word    string
}

// CountyDevice is one box: what is known, whose data it could open, and how to put
// it out.
type CountyDevice struct {
	CountyFrame
	Facts   []Fact
	Whose   string // 31 个孩子的名字和电话，这台机器打得开
	List    string // address of that list as a table; "" none
	Lost    string // address of the page that puts it out; "" it is out, or is the county's
	Reset   string // where the six figures of a forgotten PIN are posted; "" nobody asks for it
	Figures string // as typed
	Answer  string // 482 913: what to read back; "" nothing was asked yet
	Means   []string
	Upto    []Choice // field upto: what stands
	Action  string
	Held    []HeldRow
	Back    string
}

func (CountyDevice) Page() string { return "county-device" }

// HeldRow is an act of a box that was put out: it is kept and does not count.
type HeldRow struct {
	ID   string
	When string // 11月20日 16:40（按它的钟）
	What string
	In   bool // was let stand
}
