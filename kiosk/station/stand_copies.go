package station

import (
	"context"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// copiesWord is where one commit is confirmed to be, in a word; "" where the box
// cannot say: no claim is made that is not sure.
func (s *Station) copiesWord(ctx context.Context, commit hub.ID) string {
	c, err := s.Box.Copies(ctx, commit)
	if err != nil {
		if hub.CodeOf(err) != hub.CodeNotFound {
			s.Log.Error("copies of a commit could not be counted", "cause", err)
		}
		return ""
	}
	switch {
	case c.County > 0:
		return "县里已收"
	case c.Neighbours > 0:
		return fmt.Sprintf("邻站 %d 份", c.Neighbours)
	}
	return "只有本机"
}

// nightWords are what people call the works of the night.
var nightWords = map[string]string{"backup": "备份", "scrub": "检查记录", "rehearsal": "试恢复"}

// nightFacts say how the last night went: in one line where all is well, else what
// was the matter, by name.
func (s *Station) nightFacts(ctx context.Context) []page.Fact {
	nights, err := s.Self.Nights(ctx)
	if err != nil {
		s.Log.Error("the works of the night could not be read", "cause", err)
		return nil
	}
	today := s.Desk.Today()
	backup, amiss := page.Fact{Word: "备份", Text: "还没做过"}, []page.Fact(nil)
	for _, n := range nights {
		day := calendar.Date(hub.DayOf(n.Ran), today)
		switch word, known := nightWords[n.Name]; {
		case !known:
		case n.Name == "backup" && n.Outcome == "":
			backup.Text = day + "做好的"
		case n.Name == "backup":
			backup.Text = day + "没做成"
		case n.Outcome != "":
			amiss = append(amiss, page.Fact{Word: word, Text: day + "有不对的，请县里看看"})
		}
	}
	return append([]page.Fact{backup}, amiss...)
}

// ownNote is what somebody should do, or need not worry about, on this box itself.
func ownNote(st hub.Status) *page.Note {
	switch {
	case lonely(st):
		return &page.Note{Icon: "i-stick", Bold: "请插 U 盘留一份。", Text: fmt.Sprintf("有记录 %d 个小时了还只有本机。", st.AloneHours), Link: &page.Link{Href: "/stick", Text: "去存"}}
	case st.Clock.Jumped && !st.Clock.Doubt:
		return &page.Note{Kind: "calm", Icon: "i-clock", Bold: "机器自己的钟跳过一次。", Text: "没有跟着它走，记录的日子不受影响。"}
	}
	return nil
}

// clockFact is the time with how far it can be believed, and the way to mend it.
func (s *Station) clockFact(c hub.ClockStand) page.Fact {
	f := page.Fact{Word: "时间", Text: calendar.Clock(s.Clock.Now().Wall) + "，" + timeWord(c)}
	if c.Quality < hub.ClockConfirmed {
		f.Href = "/clock?next=/state"
	}
	return f
}
