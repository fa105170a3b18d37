package station

import (
	"fmt"

	"yizhan/kiosk/page"
)

// Stored is how many photos and recordings lie where. A file counts once a record that
// names it.
type Stored struct {
	Own, Near           int   // this station's; others', which it keeps for them or uses
	OwnBytes, NearBytes int64 // that are here
	Missing             int   // that should be here and are not yet
	NotCounty, NoSpare  int   // own ones that the county, or no neighbour, is known to have
	Room                int64 // bytes more that would be taken
	Silent              int   // days after which another station keeps a silent one's share
}

// littleRoom is from where on somebody has to make room: some hundred photos.
const littleRoom = 64 << 20

// filesShow says where photos and recordings are, what is still on its way, and what to do
// when the card fills. It names no child and needs no PIN.
func (s *Station) filesShow(v *visit) error {
	st, err := s.Photos.Stand(v.ctx())
	if err != nil {
		return err
	}
	f := v.framed("照片和录音")
	f.Hint, f.Back, f.Help = "在哪里，还放得下多少", "/state", "state"
	p := page.Rows{Frame: f, Prev: "/state", Rows: []page.Row{
		{Icon: "i-home", Bold: "本站的", Text: "在这台机器上，" + sizeWord(st.OwnBytes), Tag: pieces(st.Own)},
		{Icon: "i-online", Bold: "还没送到县里", Text: "有路的时候自己送，记录先送，照片后送。插 U 盘也带得走。", Tag: pieces(st.NotCounty), Care: st.NotCounty > 0},
		{Icon: "i-people", Bold: "邻站还没替存一份", Text: fmt.Sprintf("邻站连上了自己存。那台机器 %d 天没动静，就换一个站存。", st.Silent), Tag: pieces(st.NoSpare), Care: st.NoSpare > 0},
		{Icon: "i-lock", Bold: "替邻站存的", Text: "锁着，这里打不开，" + sizeWord(st.NearBytes), Tag: pieces(st.Near)},
	}}
	if st.Missing > 0 {
		p.Rows = append(p.Rows, page.Row{Icon: "i-find", Bold: "还没找回来的", Text: "从县里和邻站自己找，不用管它。", Tag: pieces(st.Missing)})
	}
	room := page.Row{Icon: "i-stick", Bold: "还放得下", Text: "记录另外留着地方，不会给照片占掉。", Tag: sizeWord(st.Room)}
	if st.Room < littleRoom {
		room.Text, room.Care = "快放满了。在“念一遍”里取下用不着的录音，请县里换一张大点的卡。登记、点名照样能记。", true
		p.Ways = []page.Link{{Href: "/say", Text: "看录音", Icon: "i-speak"}}
	}
	p.Rows = append(p.Rows, room)
	return v.render(p)
}

func pieces(n int) string {
	if n == 0 {
		return "没有"
	}
	return fmt.Sprintf("%d 个", n)
}
