package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// calm is how the page of an error looks, by its code: what is safe, where the
// sentence itself does not say it, and the ways on.
type calm struct {
	icon, kind, safe string
	ways             []page.Link
}

var (
	home  = page.Link{Href: "/", Text: "回首页", Icon: "i-home"}
	state = page.Link{Href: "/state", Text: "记录在哪里", Icon: "i-online"}
	other = page.Link{Href: "/pin", Text: "换个人登进来", Icon: "i-people"}
	stick = page.Link{Href: "/stick", Text: "用 U 盘送", Icon: "i-stick"}
)

var calms = map[hub.Code]calm{
	hub.CodeNotFound:  {"i-find", "calm", "记录都在，一条没动。", []page.Link{home}},
	hub.CodeForbidden: {"i-lock", "calm", "什么都没有动。", []page.Link{home, other}},
	hub.CodeUntrusted: {"i-lock", "", "什么都没有动，原来的都在。", []page.Link{home, state}},
	hub.CodeSignedOut: {"i-lock", "calm", "写了一半的都存着。", []page.Link{other, home}},
	hub.CodeConflict:  {"i-two", "calm", "两边写的都在，没有盖掉。", []page.Link{home}},
	hub.CodeInvalid:   {"i-hand", "calm", "已经存好的都在。", []page.Link{home}},
	hub.CodeQuestion:  {"i-hand", "calm", "已经存好的都在。", []page.Link{home}},
	hub.CodeTooLarge:  {"i-warn", "", "已经存好的都在。", []page.Link{home}},
	hub.CodeFull:      {"i-warn", "", "以前存的都在，还能看。", []page.Link{state, stick}},
	hub.CodeFolder:    {"i-warn", "", "以前存的都在，还能看。", []page.Link{state, home}},
	hub.CodeUnknown:   {"i-clock", "calm", "再点一次不会重复。", []page.Link{home}},
	hub.CodeInternal:  {"i-clock", "", "已经存好的都在。", []page.Link{home}},
}

// told are the troubles that have a page of their own, by their key: a box that can only
// be read still shows who is here, and that is what she needs next.
var told = map[string]page.Message{
	"store.readonly": {Icon: "i-lock", Head: "存储卡写不进去了，现在只能看", Lines: []string{
		"刚才这一下没有存上。以前存的都在，今天谁到了照样能看。",
		"新的到、走先写在纸上。关机，把存储卡拔下来重新插好，再开机；还是这样，打电话给县里换卡。",
	}, Ways: []page.Link{{Href: "/wall/morning", Text: "看今天的孩子", Icon: "i-people"}, home}},
}

// unopened are the troubles that keep a box from opening its folder, by their key.
var unopened = map[string]page.Starting{
	"store.full": {Word: "存满了，先开不了", Lines: []string{
		"以前存的都在，一条不少。",
		"打电话给县里，腾出地方或者换卡。腾出来了，这里自己打开，不用关机。",
		"今天谁到、谁走，先写在纸上。",
	}},
	"store.away": {Word: "数据库连不上，先开不了", Lines: []string{
		"以前存的都在，一条不少。",
		"请看看数据库那台机器开着没有、网线插好没有。连上了，这里自己打开。",
		"各站的记录先存在站里，之后自己会补上来。",
	}},
	"store.readonly": {Word: "存储卡写不进去，先开不了", Lines: []string{
		"以前存的都在，一条不少。",
		"关机，把存储卡拔下来重新插好，再开机。还是这样，打电话给县里换卡。",
		"今天谁到、谁走，先写在纸上。",
	}},
}

// Unopened is the page of a box that cannot open its folder yet; ok is false for what
// waiting does not mend.
func Unopened(why error) (p page.Starting, ok bool) {
	e, ok := errors.AsType[*hub.Error](why)
	if ok {
		p, ok = unopened[e.Key]
	}
	return p, ok
}

// saysSafe are the words by which a sentence says it itself.
var saysSafe = []string{"都在", "没有动", "没动", "没有变", "没有盖", "不会重复", "都存着", "还在"}

// trouble is the page for what did not work out. A page that was only looked at may be
// tried again.
func trouble(r *http.Request, err error) page.Message {
	faults := page.Faults(err)
	c, known := calms[hub.CodeOf(err)]
	if !known {
		c = calms[hub.CodeInternal]
	}
	frame := page.Frame{Title: "没办成", Back: "/", Here: "/"}
	if e, ok := errors.AsType[*hub.Error](err); ok {
		if m, own := told[e.Key]; own {
			m.Frame = frame
			return m
		}
	}
	m := page.Message{
		Frame: frame, Icon: c.icon, Kind: c.kind, Head: faults.Page(), Ways: slices.Clone(c.ways),
	}
	for field, sentence := range faults {
		if field != "" {
			m.Lines = append(m.Lines, sentence)
		}
	}
	slices.Sort(m.Lines)
	if m.Head == "" && len(m.Lines) > 0 {
		m.Head, m.Lines = m.Lines[0], m.Lines[1:]
	}
	said := m.Head + strings.Join(m.Lines, "")
	if !slices.ContainsFunc(saysSafe, func(s string) bool { return strings.Contains(said, s) }) {
		m.Lines = append(m.Lines, c.safe)
	}
	if Status(err) >= http.StatusInternalServerError && r.Method == http.MethodGet && r.URL.Path != "/" {
		m.Ways = append(m.Ways, page.Link{Href: r.URL.RequestURI(), Text: "再来一次", Icon: "i-undo"})
	}
	return m
}
