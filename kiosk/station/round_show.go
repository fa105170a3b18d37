package station

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care/due"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// roundDay is how a worker's 体检日 stands, beside what is noted.
type roundDay struct {
	Day   hub.Day
	Of    string   // at a health centre: whose children, a site's id, or all
	Sheet string   // which children are seen one after the other
	Off   []string // what is not looked at today: head, eye, teeth
	Skip  []hub.ID // whom she left out
}

const roundDraft = "round"

// roundToday is the draft of today; one of another day is over.
func (v *visit) roundToday() (roundDay, error) {
	d := roundDay{}
	if _, err := v.draft(roundDraft, &d); err != nil {
		return d, err
	}
	if today := v.s.Desk.Today(); d.Day != today {
		d = roundDay{Day: today, Off: d.Off}
	}
	return d, nil
}

func (v *visit) keepRound(d roundDay) error { return v.keepDraft(roundDraft, leaf{}, d) }

// roundLooks are what a doctor may leave out on a day; weight and length always count.
var roundLooks = []page.Choice{{Value: "head", Text: "头围"}, {Value: "eye", Text: "视力"}, {Value: "teeth", Text: "口腔"}}

// roundSheet is some of the children: those for whom something is due, a class, those
// who were seen.
type roundSheet struct {
	key, name string
	children  []desk.RoundChild
}

const (
	onRoundSheet = 24 // tiles: one row of the wall's goes to what is looked at

	sheetDue  = "due"
	sheetSeen = "seen"
)

// waits says whether a child has still to be seen today.
func (d roundDay) waits(c desk.RoundChild) bool {
	return c.Seen.Result == "" && !c.Absent && !slices.Contains(d.Skip, c.Child.ID)
}

// sheets parts the children of a station.
func (d roundDay) sheets(all []desk.RoundChild) []roundSheet {
	first, seen := roundSheet{key: sheetDue, name: "该查"}, roundSheet{key: sheetSeen, name: "看过"}
	var classes []roundSheet
	for _, c := range all {
		if d.waits(c) && len(c.Items) > 0 {
			first.children = append(first.children, c)
		}
		if c.Seen.Result != "" {
			seen.children = append(seen.children, c)
		}
		key, name := c.Group.ID.String(), c.Group.Name
		switch {
		case d.Of == wholeTown:
			key, name = wholeTown, "都在这里"
		case name == "":
			key, name = "home", "没入托"
		}
		i := slices.IndexFunc(classes, func(s roundSheet) bool { return s.key == key })
		if i < 0 {
			i, classes = len(classes), append(classes, roundSheet{key: key, name: name})
		}
		classes[i].children = append(classes[i].children, c)
	}
	out := classes
	if len(first.children) > 0 {
		out = append([]roundSheet{first}, out...)
	}
	if len(seen.children) > 0 {
		out = append(out, seen)
	}
	return out
}

// on is the sheet that is shown.
func (d roundDay) on(sheets []roundSheet) (roundSheet, bool) {
	for _, s := range sheets {
		if s.key == d.Sheet {
			return s, true
		}
	}
	if len(sheets) == 0 {
		return roundSheet{}, false
	}
	return sheets[0], true
}

// next is the child to be seen after another, round the sheet; ok is false where nobody
// waits on it.
func (d roundDay) next(all []desk.RoundChild, after hub.ID) (desk.RoundChild, bool) {
	sheet, _ := d.on(d.sheets(all))
	queue := sheet.children
	first := d.Sheet == "" || d.Sheet == sheetDue || sheet.key == sheetSeen
	if first { // those for whom something is due, then whoever waits
		queue = slices.Clone(all)
		hub.SortStable(queue, func(a, b desk.RoundChild) int { return min(1, len(b.Items)) - min(1, len(a.Items)) })
	}
	from := slices.IndexFunc(queue, func(c desk.RoundChild) bool { return c.Child.ID == after }) + 1
	if first && from > 0 && len(queue[from-1].Items) == 0 { // she was seen, and nothing is due of her any more: the others for whom something is come first
		from = 0
	}
	for _, c := range slices.Concat(queue[from:], queue[:from]) {
		if d.waits(c) && c.Child.ID != after {
			return c, true
		}
	}
	return desk.RoundChild{}, false
}

// roundShow is the list by tiles.
func (s *Station) roundShow(v *visit) error {
	d, err := v.roundToday()
	if err != nil {
		return err
	}
	was := d
	if of := v.URL.Query().Get("of"); of != "" && of != d.Of {
		d.Of, d.Sheet = of, ""
	}
	if sheet := v.URL.Query().Get("sheet"); sheet != "" {
		d.Sheet = sheet
	}
	if d.Of == "" && v.atCentre() {
		return v.see("/round/where")
	}
	all, err := v.round(d)
	if err != nil {
		return err
	}
	if d.Of != was.Of || d.Sheet != was.Sheet {
		if err := v.keepRound(d); err != nil {
			return err
		}
	}
	return v.render(s.roundPage(v, all, d))
}

func (s *Station) roundPage(v *visit, all []desk.RoundChild, d roundDay) page.Round {
	f := v.frame("体检日")
	f.Back, f.Help = "/afield", "round"
	p := page.Round{Frame: f, Empty: "站里还没有孩子。先登记，再来体检。"}
	if v.atCentre() {
		p.Back = "/round/where"
	}
	looks := []string{"身高体重"}
	for _, look := range roundLooks {
		if look.On = !slices.Contains(d.Off, look.Value); look.On {
			looks = append(looks, look.Text)
		}
	}
	p.Look = &page.Link{Href: "/round/looks", Text: "查什么"}
	p.Hint = d.whose(all) + "今天查" + strings.Join(looks, "、")
	sheets := d.sheets(all)
	on, _ := d.on(sheets)
	from, _ := strconv.Atoi(v.URL.Query().Get("from"))
	if from < 0 || from >= len(on.children) {
		from = 0
	}
	for _, sheet := range sheets {
		p.Pages = append(p.Pages, page.Choice{Value: "/round?sheet=" + sheet.key, Text: fmt.Sprintf("%s %d", sheet.name, len(sheet.children)), On: sheet.key == on.key})
	}
	if len(on.children) > onRoundSheet {
		next := from + onRoundSheet
		if next >= len(on.children) {
			next = 0
		}
		p.More = &page.Link{Href: fmt.Sprintf("/round?sheet=%s&from=%d", on.key, next), Text: "换一页"}
	}
	for _, c := range on.children[from:min(len(on.children), from+onRoundSheet)] {
		p.Tiles = append(p.Tiles, s.roundTile(c, d))
	}
	seen := 0
	for _, c := range all {
		if c.Seen.Result != "" {
			seen++
		}
	}
	if seen > 0 {
		p.End = &page.Link{Href: "/round/end", Text: "今天看了 " + strconv.Itoa(seen) + " 个"}
	}
	if c, ok := d.next(all, hub.ID{}); ok {
		p.Main = &page.Link{Href: roundAt(c.Child.ID), Text: "开始：" + c.Child.Called()}
		if seen > 0 {
			p.Main.Text = "下一个：" + c.Child.Called()
		}
	}
	return p
}

// roundTile is a child on the list.
func (s *Station) roundTile(c desk.RoundChild, d roundDay) page.Kid {
	k := page.Kid{ID: c.Child.ID.String(), Name: c.Child.Called(), Peg: page.PegOf(c.Child.Peg, c.Child.ID), Word: "不急"}
	if len(c.Items) > 0 {
		k.Word = roundWord(c.Items[0])
	}
	switch {
	case c.Seen.Result == desk.ResultAgain:
		k.State, k.Word = page.Recheck, "要复查"
	case c.Seen.Result == desk.ResultRefer:
		k.State, k.Word = page.Refer, "去上级看"
	case c.Seen.Result != "":
		k.State, k.Word = page.Checked, "都好"
	case c.Absent:
		k.State, k.Word = page.Missing, "今天没来"
	case slices.Contains(d.Skip, c.Child.ID):
		k.State, k.Word = page.Skipped, "先跳过"
	}
	return k
}

// roundWord is what is due in a word that fits a tile.
func roundWord(i due.Item) string {
	switch i.Rule.Code {
	case "half-year":
		return "半年体检"
	case "recheck":
		return "复查"
	}
	return i.Rule.Title
}

// roundLooks asks what is looked at today.
func (s *Station) roundLooks(v *visit) error {
	d, err := v.roundToday()
	if err != nil {
		return err
	}
	f := v.frame("体检日")
	f.Back, f.Help = "/round", "round"
	p := page.Round{Frame: f}
	for _, look := range roundLooks {
		look.On = !slices.Contains(d.Off, look.Value)
		p.Looks = append(p.Looks, look)
	}
	return v.render(p)
}

// roundLook turns on or off what is looked at today.
func (s *Station) roundLook(v *visit) error {
	d, err := v.roundToday()
	if err != nil {
		return err
	}
	look := v.form.Text("look")
	if !slices.ContainsFunc(roundLooks, func(c page.Choice) bool { return c.Value == look }) {
		return hub.E(hub.CodeInvalid, "due.unknown")
	}
	if i := slices.Index(d.Off, look); i >= 0 {
		d.Off = slices.Delete(d.Off, i, i+1)
	} else {
		d.Off = append(d.Off, look)
	}
	if err := v.keepRound(d); err != nil {
		return err
	}
	return v.see("/round/looks")
}
