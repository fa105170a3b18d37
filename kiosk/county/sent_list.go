package county

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// sentRoutes are what the county gave to its stations, and its notices to them.
func (c *County) sentRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /sent", c.signed(sentList))
	mux.HandleFunc("GET /sent/{kind}/{id}", c.signed(sentShow))
	mux.HandleFunc("GET /notices/new", c.signed(noticeNew))
	mux.HandleFunc("POST /notices/new", c.signed(noticeSend))
	mux.HandleFunc("POST /notices/{id}/recall", c.signed(noticeRecall))
}

// sent is one thing that went out, with the boxes that are to have it.
type sent struct {
	hub.Sent
	kind, title string
	gone        bool // taken back since
	have, lack  []Station
}

// notSent are kinds of the public lane that have a page of their own, or tell people nothing.
var notSent = []hub.Kind{hub.KindErasure}

// allSent is everything that went out, the newest first.
func (v *visit) allSent() (out []sent, err error) {
	records, err := v.c.Fleet.Sent(v.ctx(), notSent...)
	if err != nil {
		return nil, err
	}
	arrived, err := v.c.Fleet.Arrived(v.ctx(), records)
	if err != nil {
		return nil, err
	}
	stations, err := v.receivers()
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		one := sent{Sent: r}
		def, known := v.c.Desk.Forms().Get(r.Record.Kind)
		if !known {
			continue
		}
		if one.kind = def.Title; r.Record.Kind == "form" {
			one.kind = "表"
		}
		if one.title, err = v.sentTitle(r.Record); err != nil {
			return nil, err
		}
		var b desk.Bulletin
		v.c.Desk.Forms().Decode(r.Record, &b)
		one.gone = b.Gone != "" // of a lesson too: both forms have the field
		for _, s := range stations {
			if r.Record.Kind == "bulletin" && !b.IsFor(s.Lane) {
				continue
			}
			if r.IsWith(arrived[s.Hub]) {
				one.have = append(one.have, s)
			} else {
				one.lack = append(one.lack, s)
			}
		}
		out = append(out, one)
	}
	hub.SortStable(out, func(a, b sent) int { return b.At.Compare(a.At) })
	return out, nil
}

// receivers are the boxes that everything is sent to.
func (v *visit) receivers() ([]Station, error) {
	all, err := v.c.Fleet.Stations(v.ctx())
	all = slices.DeleteFunc(all, func(s Station) bool { return s.Hub == [32]byte{} || s.Out || s.Replaced })
	hub.SortStable(all, func(a, b Station) int {
		return cmp.Or(cmp.Compare(a.TownshipName, b.TownshipName), cmp.Compare(a.Name, b.Name))
	})
	return all, err
}

// sentTitle names it; what the county typed is named as on the page where it was.
func (v *visit) sentTitle(rec hub.Record) (string, error) {
	title, err := v.c.Desk.SentWords(v.ctx(), rec)
	switch rec.Kind {
	case "county-number":
		for _, k := range report.NumberKeys() {
			if k.Key == title {
				return k.Title, err
			}
		}
	case "county-goal":
		if one, ok := report.IndicatorOf(title); ok {
			return one.Name, err
		}
	case "sharing":
		for _, t := range v.townNames() {
			if t.Value == title {
				return t.Text, err
			}
		}
	}
	return title, err
}

// townNames are the townships that have a box.
func (v *visit) townNames() (out []page.Choice) {
	if v.c.Devices == nil {
		return nil
	}
	for _, t := range v.c.Devices.Townships() {
		out = append(out, page.Choice{Value: t.Code, Text: t.Name})
	}
	return out
}

const (
	sentShown = 100 // the newest; who wants older looks on the page of its kind
	lackShown = 3   // names in a line
)

func sentList(v *visit) error {
	all, err := v.allSent()
	if err != nil {
		return err
	}
	names, err := v.c.Doors.Names(v.ctx())
	if err != nil {
		return err
	}
	p := page.CountySent{CountyFrame: v.frame("发出去的", "sent")}
	for _, s := range all[:min(len(all), sentShown)] {
		row := page.SentRow{Href: sentAt(s), Kind: s.kind, Title: s.title, When: v.sentWhen(s.At), Who: sender(names, s.Author), Have: len(s.have), All: len(s.have) + len(s.lack), Gone: s.gone}
		for _, l := range s.lack[:min(len(s.lack), lackShown)] {
			row.Lack = append(row.Lack, l.Name)
		}
		if more := len(s.lack) - lackShown; more > 0 {
			row.More = fmt.Sprintf("等 %d 个站", len(s.lack))
		}
		p.Rows = append(p.Rows, row)
	}
	if len(all) > sentShown {
		p.Lead = fmt.Sprintf("一共 %d 样，这里是最近的 %d 样", len(all), sentShown)
	}
	p.Versions, err = v.versions()
	if err != nil {
		return err
	}
	return v.render(p)
}

func sentAt(s sent) string { return "/sent/" + string(s.Record.Kind) + "/" + s.Record.ID.String() }

func (v *visit) sentWhen(at time.Time) string {
	return calendar.Date(hub.DayOf(at), v.c.Desk.Today()) + " " + calendar.Clock(at)
}

// sender is an officer by her record; the box itself and the command line have none.
func sender(names map[hub.ID]string, author hub.ID) string {
	switch name := names[author]; {
	case author.IsZero():
		return "命令行"
	case name == "":
		return "已不在的人"
	default:
		return name
	}
}

// versions counts the boxes by the program that they say they run: the county sees what is
// old; it does not send programs.
func (v *visit) versions() (out []page.VersionRow, err error) {
	stations, err := v.receivers()
	if err != nil {
		return nil, err
	}
	health, err := v.c.Desk.BoxHealths(v.ctx())
	at := map[string]int{}
	for _, s := range stations {
		h := health[s.Hub]
		version := cmp.Or(h.Version, "还没说过")
		i, known := at[version]
		if !known {
			i = len(out)
			at[version] = i
			out = append(out, page.VersionRow{Version: version})
		}
		out[i].Stations = append(out[i].Stations, s.Name)
		if h.Refused > 0 {
			out[i].Unread = append(out[i].Unread, fmt.Sprintf("%s %d 张", s.Name, h.Refused))
		}
	}
	hub.SortStable(out, func(a, b page.VersionRow) int { return len(b.Stations) - len(a.Stations) })
	return out, err
}

// sentShow is one thing that went out: box by box whether it is there, and if not, why as far
// as anybody knows; of a notice, who has seen it.
func sentShow(v *visit) error {
	s, err := v.oneSent()
	if err != nil {
		return err
	}
	names, err := v.c.Doors.Names(v.ctx())
	if err != nil {
		return err
	}
	p := page.CountySentOne{CountyFrame: v.frame("发出去的", "sent"), Kind: s.kind, Prev: "/sent",
		Lead: fmt.Sprintf("%s %s发的，%d 个站里 %d 个到了", v.sentWhen(s.At), sender(names, s.Author), len(s.have)+len(s.lack), len(s.have))}
	p.Title = s.title
	read, err := v.notice(&p, s)
	if err != nil {
		return err
	}
	now := v.c.Clock.Now().Wall
	all, err := v.c.Fleet.Stations(v.ctx())
	if err != nil {
		return err
	}
	silent, err := v.silences(all, now)
	if err != nil {
		return err
	}
	for _, l := range s.lack {
		row := page.SentStation{Town: l.TownshipName, Name: l.Name, Look: true, State: "还在路上", Why: "站里有消息，下次通上就到"}
		if i := slices.IndexFunc(silent, func(one silence) bool { return one.Hub == l.Hub }); i >= 0 {
			w := silent[i].reason()
			row.State, row.Why = "没到", strings.Join([]string{w.cause, w.do}, "；")
		}
		p.Stations = append(p.Stations, row)
	}
	for _, h := range s.have {
		row := page.SentStation{Town: h.TownshipName, Name: h.Name, State: "到了"}
		if day, ok := read[h.Site]; ok {
			row.Read = calendar.Date(day, v.c.Desk.Today()) + "看过了"
		} else if p.Confirm {
			row.Read, row.Look = "还没点看过", true
		}
		p.Stations = append(p.Stations, row)
	}
	return v.render(p)
}

// oneSent is the one that the address names.
func (v *visit) oneSent() (sent, error) {
	all, err := v.allSent()
	for _, s := range all {
		if string(s.Record.Kind) == v.PathValue("kind") && s.Record.ID.String() == v.PathValue("id") {
			return s, nil
		}
	}
	if err == nil {
		err = hub.E(hub.CodeNotFound, "county.no-page")
	}
	return sent{}, err
}

// notice adds what a notice says; read is which sites have seen it.
func (v *visit) notice(p *page.CountySentOne, s sent) (read map[hub.ID]hub.Day, err error) {
	if s.Record.Kind != "bulletin" {
		return nil, nil
	}
	var b desk.Bulletin
	v.c.Desk.Forms().Decode(s.Record, &b)
	if read, err = v.c.Desk.ReadBy(v.ctx(), s.Record.ID); err != nil {
		return nil, err
	}
	p.Confirm, p.Lines = b.Confirm, strings.Split(b.Text, "\n")
	p.Lead += fmt.Sprintf("，%d 个看过", len(read))
	if b.Gone != "" {
		p.Lead += "；" + calendar.Date(b.Gone, v.c.Desk.Today()) + "收回了"
		return read, nil
	}
	p.Lead += "；放到" + calendar.Date(b.Until, v.c.Desk.Today())
	p.Recall = "/notices/" + s.Record.ID.String() + "/recall"
	return read, nil
}
