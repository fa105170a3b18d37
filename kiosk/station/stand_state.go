package station

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// stateShow says where the records are, live; it names no child and needs no PIN.
// Sound devices are asked for once, when the page is opened.
func (s *Station) stateShow(v *visit) error {
	sound := s.soundFacts(v.ctx())
	frame := v.framed("记录在哪里")
	frame.Help = "state"
	return v.shows(func(ctx context.Context) (page.Lively, error) {
		st, err := s.Box.Status(ctx)
		if err != nil {
			return nil, err
		}
		return s.statePage(ctx, frame, st, sound), nil
	}, func(p page.Lively, ticket string) page.View {
		full := p.(page.StationState)
		full.Ticket = ticket
		return full
	})
}

func (s *Station) statePage(ctx context.Context, f page.Frame, st hub.Status, sound []page.Fact) page.StationState {
	today := s.Desk.Today()
	f.Road = roadOf(st, today)
	f.Hint = s.todayInWords() + " · 版本 " + cmp.Or(st.Version, "没写")
	p := page.StationState{Frame: f, Facts: append(append(recordFacts(st, today), s.clockFact(st.Clock)), s.nightFacts(ctx)...)}
	p.Peers, p.Rest = peerLines(st.Peers)
	p.Note = standNote(st)
	if p.Note == nil {
		p.Note = ownNote(st)
	}
	if n := refused(st); n > 0 {
		p.Lower = append(p.Lower, page.Fact{Word: "来路不明", Text: fmt.Sprintf("%d 条没有收", n)})
	}
	if free, err := s.Box.Free(); err == nil { // a disk that cannot say is told by the job that watches it
		p.Lower = append(p.Lower, page.Fact{Word: "还能存", Text: sizeWord(free), Href: map[bool]string{true: "/state/files"}[s.Photos != nil]})
	}
	if s.Phones != nil {
		p.Lower = append(p.Lower, page.Fact{Word: "家里手机", Text: s.Phones.word()})
	}
	p.Lower = append(p.Lower, sound...)
	return p
}

// standNote is what has to be said of the box itself, the worst first.
func standNote(st hub.Status) *page.Note {
	switch {
	case st.Revoked:
		return &page.Note{Kind: "bad", Icon: "i-warn", Bold: "本机被县里停用了。", Text: "原来的记录都在，能看，不能再记。还要用它，请找县里：清空以后当新的再接入。"}
	case st.Card == "forked":
		return &page.Note{Icon: "i-warn", Bold: "两台设备用了同一张卡。", Text: "两边的记录都留着。多半是这张卡拷过：把不用的那台关掉，这台照样记，再告诉县里一声。"}
	case st.Card == "healed":
		return &page.Note{Kind: "good", Icon: "i-check", Bold: "同一张卡的事过去了。", Text: "这台已经换了新的号，两边的记录都留着，接着记就行。不用的那台还开着，就关掉。"}
	case st.Refused["fork"] > 0:
		return &page.Note{Kind: "calm", Icon: "i-warn", Bold: "别的站有两台设备用了同一张卡。", Text: "本站的记录不受影响，县里会去问。"}
	}
	return nil
}

// recordFacts is where this box's own records are confirmed to be.
func recordFacts(st hub.Status, today hub.Day) []page.Fact {
	c := st.Copies
	facts := []page.Fact{
		{Word: "只有本机", Text: fmt.Sprintf("%d 条", c.OnlyHere)},
		{Word: "邻站也有", Text: fmt.Sprintf("%d 条", c.Neighbours)},
		{Word: "县里已收", Text: fmt.Sprintf("%d 条", c.County)},
		{Word: "已上报到", Text: cmp.Or(calendar.Date(st.CountyUpto, today), "还没上报过") + fmt.Sprintf("，待报 %d 条", st.Unsent)},
	}
	county := "还没接，记录先存在本机"
	if st.Enrolled {
		county = "没连上，不要紧，通了自己送"
		for _, p := range st.Peers {
			if p.County && p.Alive {
				county = "连着"
			} else if p.County && p.Seconds > 0 {
				county = ago(p.Seconds) + "连过，不要紧"
			}
		}
	}
	if st.Revoked {
		county = "停用了，接不上"
	}
	return append(facts, page.Fact{Word: "县里", Text: county, Href: map[bool]string{false: "/settings/county"}[st.Enrolled]})
}

// peersShown is how many neighbours the page names; silent ones come first.
const peersShown = 3

func peerLines(peers []hub.PeerStand) (lines []page.PeerLine, rest string) {
	near := slices.DeleteFunc(slices.Clone(peers), func(p hub.PeerStand) bool { return p.County })
	hub.SortStable(near, func(a, b hub.PeerStand) int {
		if a.Alive != b.Alive {
			return map[bool]int{true: 1, false: -1}[a.Alive]
		}
		return cmp.Compare(b.Seconds, a.Seconds)
	})
	for _, p := range near[:min(len(near), peersShown)] {
		word := ago(p.Seconds)
		if !p.Alive {
			word += "，没联系"
		}
		lines = append(lines, page.PeerLine{Name: p.Name, Up: p.Alive, Word: word})
	}
	silent := 0
	for _, p := range near[min(len(near), peersShown):] {
		if !p.Alive {
			silent++
		}
	}
	switch n := len(near) - len(lines); {
	case n > 0 && silent == 0:
		rest = fmt.Sprintf("还有 %d 站都通", n)
	case n > 0:
		rest = fmt.Sprintf("还有 %d 站，%d 站没联系", n, silent)
	}
	return lines, rest
}

// ago is how long since the last contact.
func ago(seconds int64) string {
	switch {
	case seconds < 60:
		return "刚联系过"
	case seconds < 3600:
		return fmt.Sprintf("%d 分钟前", seconds/60)
	case seconds < 48*3600:
		return fmt.Sprintf("%d 小时前", seconds/3600)
	}
	return fmt.Sprintf("%d 天前", seconds/86400)
}

// unbelieved are the reasons for which a record was not taken because it is not what it
// says. The other counts of a status are no such records: calls that were turned away, what
// is kept all the same (a lost box's late records, both branches of a copied card).
var unbelieved = []string{"oversize", "malformed", "origin", "lane", "signature", "unproven"}

func refused(st hub.Status) (n int64) {
	for _, reason := range unbelieved {
		n += st.Refused[reason]
	}
	return n
}
