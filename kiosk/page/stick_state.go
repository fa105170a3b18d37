package page

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/words"
)

// StickHere is what a box has to say beside a stick.
type StickHere struct {
	County bool
	Unsent int64  // own records that the county has not confirmed
	Since  string // 11月20日: reported up to; "" never
}

// NoStick is the page while none is plugged in.
func NoStick(here StickHere) StickBody {
	b := StickBody{Picture: "none", Head: "插上 U 盘", Out: here.out(nil)}
	b.Lines = []string{"插上以后这里自己会变。U 盘里原来的东西不会动。"}
	return b
}

// StickOf puts a stick's state in words.
func StickOf(s hub.StickStand, here StickHere) StickBody {
	b := StickBody{ID: s.ID}
	switch {
	case s.Running:
		b.running(s)
	case s.Ended:
		b.ended(s, here)
	case s.Looking:
		b.Picture, b.Head = "in", "正在看 U 盘上有什么"
		b.Steps = road(1)
	default:
		b.ready(s, here)
	}
	return b
}

var stops = []string{"插好", "收进来", "写进去", "读回来对", "可以拔出"}

// road is the stops with the one at which the work is; those before it are behind us.
func road(now int) []StickStep {
	var all []StickStep
	for i, text := range stops {
		class := ""
		switch {
		case i < now:
			class = "did"
		case i == now:
			class = "now"
		}
		all = append(all, StickStep{text, class})
	}
	return all
}

func (b *StickBody) running(s hub.StickStand) {
	b.Running, b.Picture = true, "busy"
	b.Bar = &StickBar{Done: s.Done, Total: s.Total}
	if s.Total > 0 {
		b.Bar.Width = int(1000 * min(s.Done, s.Total) / s.Total)
	}
	switch s.Phase {
	case hub.StickReading:
		b.Steps, b.Head, b.Bar.Label = road(0), "正在查，先别拔", "查一遍"
		b.Bar = nil
	case hub.StickTaking:
		b.Steps, b.Head, b.Bar.Label = road(1), "正在收，先别拔", "收进来"
	case hub.StickWriting:
		b.Steps, b.Head, b.Bar.Label = road(2), "正在写，先别拔", "写进去"
	default:
		b.Steps, b.Head, b.Bar.Label = road(3), "读回来再对一遍，先别拔", "读回来"
		b.Bar.Width = 1000
	}
	b.Lines = []string{"万一碰掉了也不丢，插上接着写。"}
}

func (b *StickBody) ready(s hub.StickStand, here StickHere) {
	b.Picture, b.Head, b.Go = "in", s.Name+"插好了", "开始送"
	if s.Here {
		b.Head = s.Name
	}
	if s.LookErr != nil {
		b.Picture, b.Go = "bad", ""
		b.Notes = []Note{{Icon: "i-warn", Text: said(s.LookErr)}}
		return
	}
	b.Out = here.out(&s.Look)
	b.In = sourceLines(s.Look.Sources)
	if s.Only {
		b.Notes = []Note{{Icon: "i-warn", Text: words.Say("stick.only")}}
	} else if len(s.Look.Sources) == 0 {
		b.Lines = []string{"U 盘上还没有别的机器留下的东西。里面原来的文件不会动。"}
	}
}

// out is what would go out: what the county has not heard of, and what is to be written.
func (h StickHere) out(look *hub.StickReport) []StickLine {
	var lines []StickLine
	if !h.County {
		line := StickLine{Mark: "报", Class: "ask", Bold: fmt.Sprintf("%d 条还没上报", h.Unsent), Text: "已上报到 " + h.Since}
		if h.Since == "" {
			line.Text = "还没上报过"
		}
		if h.Unsent == 0 {
			line.Mark, line.Class, line.Bold = "好", "", "都上报过了"
		}
		lines = append(lines, line)
	}
	if look == nil {
		return lines
	}
	switch {
	case look.Written > 0:
		lines = append(lines, StickLine{Mark: "写", Bold: fmt.Sprintf("%d 条要写到盘上", look.Written), Text: wroteBefore(look.Held)})
	case look.Held > 0:
		lines = append(lines, StickLine{Mark: "好", Bold: fmt.Sprintf("%d 条盘上已经有了", look.Held), Text: "不用再写"})
	default:
		lines = append(lines, StickLine{Mark: "好", Bold: "没有要写的", Text: "用这个盘的机器都有了"})
	}
	return lines
}

func wroteBefore(n int64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("盘上已经有 %d 条，不再写", n)
}

// sourcesShown is how many lines the page has for what hubs left; those that bring
// most trouble or news come first.
const sourcesShown = 3

func sourceLines(all []hub.StickSource) (lines []StickLine) {
	all = slices.Clone(all)
	hub.SortStable(all, func(a, b hub.StickSource) int {
		if bad := cmp.Compare(sound(a.State), sound(b.State)); bad != 0 {
			return bad
		}
		return cmp.Compare(b.New, a.New)
	})
	shown := all
	if len(all) > sourcesShown {
		shown = all[:sourcesShown-1]
	}
	for _, s := range shown {
		lines = append(lines, sourceLine(s))
	}
	if rest := all[len(shown):]; len(rest) > 0 {
		n := int64(0)
		for _, s := range rest {
			n += s.New
		}
		lines = append(lines, StickLine{Mark: "余", Class: "went", Bold: fmt.Sprintf("另有 %d 处", len(rest)), Text: fmt.Sprintf("%d 条新的", n)})
	}
	return lines
}

// sound orders what somebody has to look at before what is as it should be.
func sound(s hub.StickState) int {
	switch s {
	case hub.StickTampered:
		return 0
	case hub.StickTorn:
		return 1
	case hub.StickWhole:
		return 2
	}
	return 3
}

// sourceLine is what one hub left, before it is taken.
func sourceLine(s hub.StickSource) StickLine {
	l := StickLine{Bold: cmp.Or(s.Name, "不知道是谁的")}
	switch s.State {
	case hub.StickWhole:
		l.Mark, l.Text = "好", fmt.Sprintf("%d 条新的，完整", s.New)
		if s.New == 0 {
			l.Text = "没有新的，看看有没有回信"
		}
		if s.More {
			l.Text += "，那边还没写完"
		}
	case hub.StickTorn:
		l.Mark, l.Class, l.Text = "缺", "ask", fmt.Sprintf("有的没写完，能收 %d 条", s.New)
	case hub.StickTampered:
		l.Mark, l.Class, l.Text = "变", "went bad", "和写的时候不一样，整个盘都不收"
	case hub.StickForeign:
		l.Mark, l.Class, l.Text = "外", "went", "别的县的，不收"
	case hub.StickStranger:
		l.Mark, l.Class, l.Text = "生", "went", "没有入网，或者已经停用，不收"
	case hub.StickNotOurs:
		l.Mark, l.Class, l.Text = "外", "went", "给别的镇的，这里打不开"
	case hub.StickNotYet:
		l.Mark, l.Class, l.Text = "生", "ask", "还不认识这台机器，这次先认识"
	default:
		l.Mark, l.Class, l.Text = "新", "ask", "更新的版本写的，升级了才能收"
	}
	return l
}

func (b *StickBody) ended(s hub.StickStand, here StickHere) {
	b.Ended = true
	in := s.In.New()
	var replies int64
	for _, from := range s.In.Sources {
		replies += from.Words
	}
	if s.OutErr != nil {
		b.Picture, b.Head, b.Again = "bad", outHead(s.OutErr), !s.Gone
		b.Notes = append(b.Notes, Note{Icon: "i-warn", Text: said(s.OutErr)})
		if s.Out.Written > 0 {
			b.Counts = append(b.Counts, Count{fmt.Sprintf("%d 条", s.Out.Written), "写好了"}, Count{fmt.Sprintf("%d 条", s.Out.Left), "还没写"})
		}
	} else {
		b.Picture, b.Steps, b.Head, b.Good = "good", road(4), "可以拔出", true
		if s.Gone {
			b.Head = "写好才拔的，放心"
		}
		written := Count{fmt.Sprintf("%d 条", s.Out.Written), "写好，读回来对过"}
		if s.Out.Written == 0 {
			written = Count{"0 条", "没有新的要写"}
		}
		b.Counts = append(b.Counts, written)
	}
	if in > 0 || s.InErr == nil && s.OutErr == nil && len(s.In.Sources) > 0 {
		b.Counts = append(b.Counts, Count{fmt.Sprintf("%d 条", in), "别处的，收下了"})
	}
	if replies > 0 {
		b.Counts = append(b.Counts, Count{fmt.Sprintf("%d 份", replies), "回信，收下了"})
	}
	if s.InErr != nil {
		kind := ""
		if hub.CodeOf(s.InErr) == hub.CodeUntrusted {
			kind = "bad"
		}
		b.Notes = append(b.Notes, Note{Kind: kind, Icon: "i-warn", Bold: "收进来：", Text: said(s.InErr)})
	}
	if s.OutErr == nil {
		b.Say = next(s.Out.Readers, here)
		b.Lines = []string{"写的都已经在盘上了，不用“弹出”，直接拔就行。"}
		if since := s.Look.Written; since > 0 && !s.Gone {
			b.Again, b.Say = true, ""
			b.Notes = append(b.Notes, Note{Kind: "calm", Icon: "i-stick", Bold: fmt.Sprintf("写完以后又有 %d 条。", since), Text: "点“再送一次”，就一起带上；现在拔也行，下回再带。"})
		}
		if len(b.Notes) > 0 { // they need the room
			b.Lines, b.Steps = nil, nil
		}
	}
}

// heads are the one line for what kept the writing from its end.
var heads = map[string]string{
	"bundle.full": "stick.head-full", "bundle.gone": "stick.head-gone", "bundle.stopped": "stick.head-stopped",
	"bundle.read-only": "stick.head-read-only", "bundle.odd": "stick.head-odd", "bundle.bad-stick": "stick.head-bad-stick",
	"bundle.not-enrolled": "stick.head-not-enrolled",
}

func outHead(err error) string {
	e, ok := errors.AsType[*hub.Error](err)
	if !ok || heads[e.Key] == "" {
		return words.Say("stick.head-not")
	}
	return words.Say(heads[e.Key])
}

func said(err error) string {
	e, ok := errors.AsType[*hub.Error](err)
	if !ok {
		return words.Say("")
	}
	return words.Of(e)
}

// next is whom the stick is for now: the county before all others, then those who
// lack something.
func next(readers []hub.StickReader, here StickHere) string {
	lacking := slices.DeleteFunc(slices.Clone(readers), func(r hub.StickReader) bool { return r.Lacks == 0 })
	if len(lacking) == 0 {
		if here.Unsent == 0 && !here.County {
			return "都上报过了。这个 U 盘留着，下回接着用。"
		}
		return "用这个 U 盘的都有了。留着，下回接着用。"
	}
	rank := map[hub.HubRole]int{hub.HubCounty: 0, hub.HubHealth: 1, hub.HubGuidance: 2, hub.HubStation: 3}
	hub.SortStable(lacking, func(a, b hub.StickReader) int { return cmp.Compare(rank[a.Role], rank[b.Role]) })
	var names []string
	for _, r := range lacking[:min(3, len(lacking))] {
		names = append(names, r.Name)
	}
	text := "请带给 " + strings.Join(names, "、")
	if len(lacking) > len(names) {
		text += fmt.Sprintf(" 等 %d 处", len(lacking))
	}
	text += "。路上谁也打不开看。"
	if !here.County && lacking[0].Role == hub.HubCounty {
		text += "再带回来插一下，回信就到了。"
	}
	return text
}

// FirstStick is the one that a screen is about: at work, with a result, or the last
// that was plugged in and can be written; the folder that is read like a stick only if it brings something.
func FirstStick(all []hub.StickStand) (hub.StickStand, bool) {
	rank := func(s hub.StickStand) int {
		switch {
		case s.Running:
			return 0
		case s.Ended:
			return 1
		case !s.Here && !s.Only:
			return 2
		case s.Look.New() > 0 || s.Here && len(s.Look.Sources) > 0:
			return 3
		case !s.Here && len(s.Look.Sources) > 0:
			return 4
		}
		return 5 // what can only be read and brings nothing is no stick of ours
	}
	if len(all) == 0 {
		return hub.StickStand{}, false
	}
	all = slices.Clone(all)
	slices.Reverse(all)
	best := slices.MinFunc(all, func(a, b hub.StickStand) int { return cmp.Compare(rank(a), rank(b)) })
	return best, rank(best) < 5
}

// StickWord is what every page says of a stick.
func StickWord(s hub.StickStand) string {
	switch {
	case s.Running:
		return "U 盘正在写，先别拔"
	case s.Ended && s.OutErr == nil && s.Look.Written > 0 && !s.Gone:
		return "U 盘上还差新的，再送一次"
	case s.Ended && s.OutErr == nil:
		return "U 盘可以拔出"
	case s.Ended:
		return "U 盘没送完，看看"
	case s.Here && s.Look.New() == 0:
		return ""
	case s.Here:
		return "收件夹里有新的"
	}
	return "U 盘插好了，送一送"
}
