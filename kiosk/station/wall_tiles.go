package station

import (
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// wallTiles turns a day of the desk into tiles.
type wallTiles struct {
	at       string
	picking  bool
	wall     desk.Wall
	minute   int  // of the day, now
	today    bool // the wall is today's
	absences []page.Choice
	shut     string          // why it is shut today
	just     map[hub.ID]bool // the children of the undo bar
}

// counts are the figures on the head: of the whole site, also where the tiles are
// on several pages.
func (t wallTiles) counts() []page.Count {
	here, came, gone, absent, missing := 0, 0, 0, 0, t.unnoted()
	for _, c := range t.wall.Children {
		switch {
		case c.Here():
			here++
			came++
		case c.Day.In >= 0:
			gone++
			came++
		case c.Day.Absent != "":
			absent++
		}
	}
	count := func(n int, word string) page.Count { return page.Count{Number: strconv.Itoa(n), Word: word} }
	switch t.at {
	case "/wall/missing":
		return []page.Count{count(missing, "未登记离开")}
	case "/wall/evening":
		out := []page.Count{count(gone, "已走"), count(here-missing, "还在")}
		if missing > 0 {
			out = append(out, count(missing, "未登记离开"))
		}
		return out
	}
	if t.wall.Shut != nil && came == 0 {
		return []page.Count{{Word: t.shut}}
	}
	out := []page.Count{count(came, "到了"), count(len(t.wall.Children)-came-absent, "还没到")}
	if absent > 0 {
		out = append(out, count(absent, "请假"))
	}
	return out
}

// late says whether everybody should have been fetched by now.
func (t wallTiles) late() bool { return !t.today || t.minute >= desk.LeaveBy(t.wall.Site) }

// unnoted counts who is here though the day is over.
func (t wallTiles) unnoted() (n int) {
	for _, c := range t.wall.Children {
		if t.late() && c.Here() {
			n++
		}
	}
	return n
}

// heldTogether is how many tiles a band holds: four of a family stand in two bands.
const heldTogether = 3

// families are the tiles in their order, brothers and sisters held together.
func (t wallTiles) families(children []desk.WallChild) []page.Family {
	var out []page.Family
	for len(children) > 0 {
		n := 1
		for n < min(len(children), heldTogether) && children[n].Child.FamilyID() == children[0].Child.FamilyID() {
			n++
		}
		f := page.Family{Word: siblingsWord(children[:n])}
		for _, c := range children[:n] {
			f.Kids = append(f.Kids, t.kid(c, children[:n]))
		}
		out = append(out, f)
		children = children[n:]
	}
	return out
}

// kid is one tile: one tap takes the brothers and sisters in the same state too.
func (t wallTiles) kid(c desk.WallChild, family []desk.WallChild) page.Kid {
	k := page.Kid{ID: c.Child.ID.String(), Name: c.Child.Called(), Peg: childPeg(c.Child), Just: t.just[c.Child.ID]}
	if !t.today {
		k.ID += "." + string(t.wall.Day)
	}
	switch {
	case c.Here():
		k.State, k.Word = page.Here, clock(c.Day.In)+" 到"
		if t.wall.Site.LateAfter > 0 && c.Day.In > t.wall.Site.LateAfter {
			k.Word = clock(c.Day.In) + " 晚到"
		}
		if t.at == "/wall/morning" {
			return k
		}
		if t.late() {
			k.State, k.Word = page.Unnoted, "未登记离开"
		} else if her := desk.UsualFetcher(c.Day, c.Fetchers); !her.ID.IsZero() {
			k.Word = "等" + kinOf(her) + "接"
		}
		if t.today { // an earlier day is mended with a PIN, on the child's day
			k.Value = together(family, desk.WallChild.Here)
		}
	case c.Day.In >= 0:
		k.State, k.Word = page.Gone, fetchedBy(c)
	case c.Ill.Holds(t.wall.Day) && t.at == "/wall/morning":
		k.State, k.Word, k.Value = page.Leave, awayTill(c.Ill, t.wall.Day), c.Child.ID.String()
	case c.Day.Absent != "":
		k.State, k.Word = t.absent(c.Day.Absent)
		if t.at == "/wall/morning" {
			k.Value = c.Child.ID.String() // 还是来了
		}
	case t.at == "/wall/morning":
		k.State, k.Word, k.Value = page.Waiting, "还没到", together(family, waiting)
		if t.picking || c.Ill.State == "home" {
			k.Value = c.Child.ID.String() // one of two may be ill
		}
	default:
		k.State, k.Word = page.Missing, "今天没来"
	}
	return k
}

func waiting(c desk.WallChild) bool {
	return c.Day.In < 0 && c.Day.Absent == "" && c.Ill.State != "home" // who was ill comes in alone
}

// awayTill is until when a child stays at home, on its tile, which is narrow: 12月3日来.
func awayTill(i care.Illness, today hub.Day) string {
	if i.Until <= today {
		return "要返园证明"
	}
	return calendar.Date(i.Until, today) + "来"
}

func (t wallTiles) absent(code string) (page.State, string) {
	if code == "unknown" {
		return page.Missing, "没来"
	}
	for _, a := range t.absences {
		if a.Value == code {
			return page.Leave, a.Text
		}
	}
	return page.Leave, "请假"
}

// together is the ids of those of a family who are in a state, by commas.
func together(family []desk.WallChild, in func(desk.WallChild) bool) string {
	var ids []string
	for _, c := range family {
		if in(c) {
			ids = append(ids, c.Child.ID.String())
		}
	}
	return strings.Join(ids, ",")
}

func fetchedBy(c desk.WallChild) string {
	if !c.Day.Stranger.IsZero() {
		return "别人接走"
	}
	if p := c.Person(c.Day.OutBy); !p.ID.IsZero() {
		return kinOf(p) + "接走"
	}
	return clock(c.Day.Out) + " 走"
}

// kinOf is what the child calls her; a wall shows no names of grown-ups.
func kinOf(p care.Person) string { return kinWord(p.Kinship) }

// siblingsWord is how people call these children together; "" for one alone.
func siblingsWord(family []desk.WallChild) string {
	switch len(family) {
	case 1:
		return ""
	case 2:
	default:
		return "一家"
	}
	a, b := family[0].Child, family[1].Child
	if b.Birth < a.Birth {
		a, b = b, a
	}
	twins := a.Birth != "" && a.Birth == b.Birth
	switch {
	case a.Sex == "" || b.Sex == "":
		return "一家"
	case twins && a.Sex != b.Sex:
		return "龙凤胎"
	case twins:
		return "双胞胎"
	}
	return map[string]string{"11": "兄弟", "12": "兄妹", "21": "姐弟", "22": "姐妹"}[a.Sex+b.Sex]
}
