package station

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// homeRoutes is the first page.
func (s *Station) homeRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", s.open(s.home))
	mux.HandleFunc("GET /resume", s.signed(s.resume))
	mux.HandleFunc("GET /unfinished", s.signed(s.unfinishedShow))
	mux.HandleFunc("POST /unfinished", s.signed(s.unfinishedTake))
	mux.HandleFunc("POST /unfinished/undo", s.signed(s.unfinishedUndo))
}

// home says today's three things in words; it counts and names nobody, so that it
// may lie open. Who is signed in also sees what she has not finished.
func (s *Station) home(v *visit) error {
	f, actor, site := v.framed(v.site.Name), v.openActor(), v.site.Name
	f.Back, f.Hint, f.Here = "", s.todayInWords(), "/"
	looks := v.who.Signed && !v.who.Actor.May(hub.ActRegister) // an officer who visits
	return v.shows(
		func(ctx context.Context) (page.Lively, error) {
			b, err := s.Desk.Board(ctx, actor, actor.Site)
			if err != nil {
				return nil, err
			}
			st, err := s.Box.Status(ctx)
			if err != nil {
				return nil, err
			}
			p := page.Home{Frame: f, Site: site, Doors: page.Doors(wallNow(s.Desk.Minute()))}
			if b.Shut != nil {
				p.Hint = joinFacts(f.Hint, s.shutWord(*b.Shut))
			}
			if st.Revoked {
				p.Doors = page.ShutDoors(wallNow(s.Desk.Minute()))
			}
			for i, d := range p.Doors {
				switch {
				case d.Href == "/todo":
					p.Doors[i].Count = b.Due
				case d.Href == "/register" && looks:
					p.Doors[i].Href = ""
				}
			}
			if p.Things, err = s.things(ctx, b, st); err != nil {
				return nil, err
			}
			if v.who.Signed && !st.Revoked {
				if p.Things, err = s.leftThing(ctx, v.who.Actor.Staff, p.Things); err != nil {
					return nil, err
				}
			}
			next, err := s.Desk.NextDoor(ctx, actor, s.Desk.Today())
			if err != nil {
				return nil, err
			}
			p.Next = nextDoor(next)
			if len(p.Things) == 0 {
				if p.Rest = rest(b); looks {
					p.Rest = "查孩子点“找宝宝”，写检查的事点“填表”。"
				}
			}
			p.Greeting = greeting(s.Desk.Minute(), len(p.Things))
			p.Road = s.road(ctx)
			return p, nil
		},
		func(p page.Lively, ticket string) page.View {
			h := p.(page.Home)
			h.Ticket = ticket
			return h
		})
}

// thingsShown is how many things a person keeps in mind.
const thingsShown = 3

// afternoon is when the wall turns from arriving to being fetched.
const afternoon = 13 * 60

// allAsked is when every family of a child that did not come should have been asked.
const allAsked = 10 * 60

// things are today's, the most pressing first: what the box itself cannot do without,
// then children before people, people before paper. A box that was put out has one.
func (s *Station) things(ctx context.Context, b desk.Board, st hub.Status) ([]page.Thing, error) {
	var own []page.Thing
	if st.Revoked {
		return append(own, page.Thing{Href: "/state", Count: "停", Bold: "本机被县里停用了", More: "原来的都能看，不能再记，请找县里"}), nil
	}
	ask, err := s.askingTime(ctx, st)
	if err != nil {
		return nil, err
	}
	if ask {
		own = append(own, page.Thing{Href: "/clock", Count: "?", Bold: "今天是几号", More: "断过电，这台机器不知道了，告诉它一声"})
	}
	if lonely(st) {
		own = append(own, page.Thing{Href: "/stick", Count: "1", Bold: "个 U 盘，请插上", More: "有记录一天多了还只有本机，留一份才稳当"})
	}
	out := append(own, things(b, s.Desk.Minute(), calendar.Date(b.EarlierDay, s.Desk.Today()))...)
	return out[:min(len(out), thingsShown)], nil
}

// things are those that the records tell of.
func things(b desk.Board, minute int, earlier string) []page.Thing {
	var out []page.Thing
	add := func(n int, href, bold, more string) {
		if n > 0 {
			out = append(out, page.Thing{Href: href, Count: fmt.Sprint(n), Bold: bold, More: more})
		}
	}
	add(b.Clusters, "/cluster", "种不舒服，几个孩子都有", "打电话问卫生院、县疾控，照着念就行")
	add(b.InRoom, "/ill", "个孩子在观察室", "再量体温，给家里打电话")
	add(b.Unnoted, "/wall/missing", "个孩子未登记离开", "已经过了接孩子的时间，点一下补上")
	nobody := b.House.Short() > 0 && b.OnDuty == 0
	if !nobody {
		add(b.House.Short(), "/staff", "位老师还缺", fmt.Sprintf("在园 %d 个孩子，在岗 %d 位，要 %d 位", b.House.Children, b.House.Carers, b.House.Needed))
	}
	if minute < afternoon {
		add(b.Unseen, "/check", "个孩子还没晨检", "看过了，点一下")
		ask := "打电话给家里，问问怎么没来"
		if minute < allAsked {
			ask = "打电话给家里，十点以前问完"
		}
		add(b.Silent, "/absent", "个孩子没来，问一声", ask)
		waiting := b.Expected - b.Came - b.Absent
		if b.Silent > 0 || b.Shut != nil {
			waiting = 0 // they are asked after already, or nobody comes
		}
		more := fmt.Sprintf("今天在托 %d 人，到了 %d 人", b.Expected, b.Came)
		if b.Absent > 0 {
			more += fmt.Sprintf("，请假 %d 人", b.Absent)
		}
		add(waiting, "/wall/morning", "个孩子还没到", more)
	} else {
		add(b.Unseen, "/check", "个孩子还没午检", "睡醒了看一看，点一下")
		add(b.Here-b.Unnoted, "/wall/evening", "个孩子还没接", fmt.Sprintf("今天到了 %d 人，接走 %d 人", b.Came, b.Came-b.Here))
	}
	if c := b.Class; c.Begun() {
		add(1, classAt(c.ID), "节课在上，还没下课", c.Title)
	} else if !c.ID.IsZero() {
		add(1, classAt(c.ID), "节课今天要上", strings.TrimSpace(classHour(c)+c.Title))
	}
	add(b.Earlier, "/wall/missing", "个孩子那天没记离开", earlier+"，想起谁接的就补上")
	if n := len(b.Doubts); n > 0 {
		add(n, "/clock/days", "天的日期可能不对", doubtWords(b.Doubts, b.Day))
	}
	add(b.Notices, "/bulletins", "条县里的通知", "看一看，点“看过了”")
	add(b.Arriving, "/arrivals", "个孩子转来，等你接收", "看一眼，点“接收”")
	add(b.Conflicts, conflictAt(b.Conflict), "处两站写得不一样", "看一看，哪个对就留哪个")
	add(b.Unsigned, "/consents", "家同意书还没签", "来接孩子的时候问一声")
	if nobody { // nobody tapped herself: that is no shortage yet, and pushes no family off the page
		out = append(out, page.Thing{Href: "/staff", Count: "0", Bold: "位老师记了在岗", More: "来了点一下自己"})
	}
	add(b.Gaps, "/gaps", "个孩子还差几样没填", "见到家里人再补")
	add(b.News, "/bulletins", "条县里的通知", "有空看一看")
	return out[:min(len(out), thingsShown)]
}

// conflictAt is where the one conflict is decided, or the list of more.
func conflictAt(only hub.ID) string {
	if only.IsZero() {
		return "/todo"
	}
	return "/conflict/" + only.String()
}

// wallNow is the half of the wall that this time of day asks for.
func wallNow(minute int) string {
	if minute < afternoon {
		return "/wall/morning"
	}
	return "/wall/evening"
}

// rest is what a page without things says instead.
func rest(b desk.Board) string {
	if b.Expected == 0 {
		return "孩子来了，先点“登记宝宝”，再办入托，登记台上就有她。有旧名册，到“更多”里收进来。"
	}
	return "歇一会儿。有孩子来、有人来接，点“登记台”。"
}

// greeting says the time of day and how much there is to do.
func greeting(minute, things int) string {
	hello := "晚上好。"
	switch hour := minute / 60; {
	case hour < 5:
	case hour < 11:
		hello = "早上好。"
	case hour < 13:
		hello = "中午好。"
	case hour < 18:
		hello = "下午好。"
	}
	return hello + []string{"今天的事都办好了。", "今天有一件事：", "今天有两件事：", "今天有三件事："}[things]
}

// nextDoor is what the neighbours registered today, in one line: 柳沟站 新登记 1 个孩子.
func nextDoor(list []desk.NextDoor) string {
	var lines []string
	for _, n := range list {
		lines = append(lines, fmt.Sprintf("%s 新登记 %d 个孩子", n.Site.Name, n.Children))
	}
	return strings.Join(lines, "，")
}
