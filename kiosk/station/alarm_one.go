package station

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// alarmFind is a call of the log, or one that was only heard.
func (s *Station) alarmFind(v *visit) (desk.Alarm, string, error) {
	id, err := v.alarmID()
	if err != nil {
		return desk.Alarm{}, "", err
	}
	a, err := s.Desk.AlarmOf(v.ctx(), id)
	if hub.CodeOf(err) == hub.CodeNotFound && s.Bell != nil {
		for _, c := range s.Bell.Calls() {
			if c.ID == id {
				return heardAlarm(c), c.Name, nil
			}
		}
	}
	return a, "", err
}

func (s *Station) alarmOne(v *visit) error {
	a, name, err := s.alarmFind(v)
	if err != nil {
		return err
	}
	p, err := s.alarmPage(v, a, name)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) alarmPage(v *visit, a desk.Alarm, name string) (page.View, error) {
	people, err := s.everybodyByID(v)
	if err != nil {
		return nil, err
	}
	if a.Subject == v.site.ID {
		return s.alarmOwnPage(v, a, people)
	}
	return s.alarmNearPage(v, a, name, people)
}

func alarmFrame(v *visit, title string, drill bool) page.Frame {
	if drill {
		title = "演练 · " + title
	}
	f := v.frame(title)
	f.Alarm, f.Idle, f.Back = false, 0, ""
	return f
}

// alarmOwnPage is whom to telephone, what to say, and who has answered.
func (s *Station) alarmOwnPage(v *visit, a desk.Alarm, people map[hub.ID]care.Staff) (page.View, error) {
	standing, state := s.alarmStanding(a)
	state += s.drillHeard(a)
	title := "先打电话，再做别的"
	if !a.Open() {
		title = standing
	}
	p := page.AlarmOwn{
		Frame: alarmFrame(v, title, a.Drill), Action: "/alarm/" + a.ID.String(), Drill: a.Drill, Title2: standing, State: state,
		Open: a.Open(), Rings: a.Rings(), Hushed: s.hushes.is(a.ID), Answers: s.alarmAnswers(a, people),
		Numbers: []page.AlarmNumber{{Number: "110", For: "有坏人、孩子不见了"}, {Number: "120", For: "受伤、叫不醒、喘不上气"}, {Number: "119", For: "着火、煤气"}},
	}
	for i, n := range p.Numbers {
		for _, w := range a.Words {
			if w.What == n.Number {
				p.Numbers[i].Got = fmt.Sprintf("%s %s 打通了", cmp.Or(people[w.By].Name, w.Station), atMinute(w.Day, s.Desk.Today(), w.Minute))
			}
		}
	}
	if a.Open() && v.URL.Query().Get("end") != "" {
		p.Reasons = alarmReasons
	}
	if a.State == "over" && !a.Drill {
		_, _, written, err := s.Desk.IncidentOf(v.ctx(), a.ID)
		if err != nil {
			return nil, err
		}
		p.Incident, p.Written = "/forms/incident/new?alarm="+a.ID.String(), written
	}
	if !a.Open() { // nobody has to be called any more
		p.Numbers = slices.DeleteFunc(p.Numbers, func(n page.AlarmNumber) bool { return n.Got == "" })
		return p, nil
	}
	numbers, err := s.Desk.AlarmNumbers(v.ctx(), v.site.ID)
	if err != nil {
		return nil, err
	}
	if p.Say, err = s.alarmSpeech(v, cmp.Or(numbers.Address, v.site.Address)); err != nil {
		return nil, err
	}
	if p.Phones, err = s.alarmPhones(v, numbers); err != nil {
		return nil, err
	}
	return p, nil
}

// alarmStanding is what is true of the own call now. That the police know is a person's
// word only, beside the number.
func (s *Station) alarmStanding(a desk.Alarm) (title, text string) {
	switch {
	case a.State == "false":
		return "这是误报", "邻站会看到，不用来了。"
	case !a.Open():
		return "办完了", "邻站会看到。"
	case a.Answered():
		return "邻站应了", "电话还是要自己打。"
	case s.Bell == nil || s.Bell.Reached() == 0:
		return "邻站没连上", "邻站听不见，打电话给她们。一连上就响。"
	}
	return "正在叫邻站", fmt.Sprintf("%d 个邻站的屏幕在响，还没有人应。", s.Bell.Reached())
}

// phonesShown is how many telephones the page has room for.
const phonesShown = 4

// alarmPhones are those of the head, of who is on duty in the township and at the police,
// and, as many as there is room for, of the stations next door.
func (s *Station) alarmPhones(v *visit, n care.AlarmNumbers) (out []page.Fact, err error) {
	near, err := s.Desk.NearSites(v.ctx(), v.site)
	if err != nil {
		return nil, err
	}
	phones, err := s.sitePhones(v, near)
	all := []page.Fact{{Word: "站长", Text: n.Head}, {Word: "镇里值班", Text: n.Town}, {Word: "派出所", Text: n.Police}}
	for _, site := range near {
		all = append(all, page.Fact{Word: site.Name, Text: phones[site.ID]})
	}
	for _, f := range all {
		if f.Text != "" && len(out) < phonesShown {
			out = append(out, page.Fact{Word: f.Word, Text: spaced(f.Text)})
		}
	}
	return out, err
}

func (s *Station) sitePhones(v *visit, sites []care.Site) (map[hub.ID]string, error) {
	ids := make([]hub.ID, len(sites))
	for i, site := range sites {
		ids[i] = site.ID
	}
	return s.Desk.SitePhones(v.ctx(), ids)
}

// alarmSpeech is what to say into the telephone.
func (s *Station) alarmSpeech(v *visit, address string) ([]string, error) {
	site := v.site
	say := []string{"我是" + site.TownshipName + site.Name + "。"}
	if !strings.Contains(site.Name, site.VillageName) {
		say[0] = "我是" + site.TownshipName + site.VillageName + "的" + site.Name + "。"
	}
	if address != "" {
		say = append(say, "地址："+address+"。")
	}
	w, err := s.Desk.Wall(v.ctx(), v.openActor(), site.ID, s.Desk.Today())
	if err != nil {
		return nil, err
	}
	here := 0
	for _, c := range w.Children {
		if c.Here() {
			here++
		}
	}
	say = append(say, fmt.Sprintf("这里现在有 %d 个三岁以下的孩子。", here), "出了什么事，有没有人受伤。对方说挂再挂。")
	return say, nil
}

func (s *Station) alarmAnswers(a desk.Alarm, people map[hub.ID]care.Staff) (out []page.Fact) {
	for _, w := range a.Words {
		if !w.Answers() {
			continue
		}
		text := "看到了，正在联系"
		if w.What == "going" {
			text = "这就过去"
		}
		who := w.Station
		if p, ok := people[w.By]; ok {
			who += p.Name
		}
		out = append(out, page.Fact{Word: who, Text: atMinute(w.Day, s.Desk.Today(), w.Minute) + " " + text})
	}
	return out[max(0, len(out)-3):]
}

// alarmNearPage is a neighbour's call.
func (s *Station) alarmNearPage(v *visit, a desk.Alarm, name string, people map[hub.ID]care.Staff) (page.View, error) {
	near, err := s.Desk.NearSites(v.ctx(), v.site)
	if err != nil {
		return nil, err
	}
	site := care.Site{Name: cmp.Or(name, "邻站")}
	if i := slices.IndexFunc(near, func(n care.Site) bool { return n.ID == a.Subject }); i >= 0 {
		site = near[i]
		numbers, err := s.Desk.AlarmNumbers(v.ctx(), site.ID)
		if err != nil {
			return nil, err
		}
		site.Phone, site.Address = cmp.Or(numbers.Phone, site.Phone), cmp.Or(numbers.Address, site.Address)
	}
	p := page.AlarmNear{
		Frame: alarmFrame(v, site.Name+" 报警", a.Drill), Action: "/alarm/" + a.ID.String(), Station: site.Name, Drill: a.Drill,
		Open: a.Open(), Rings: a.Rings(), Hushed: s.hushes.is(a.ID), Where: cmp.Or(site.Address, site.VillageName), Answers: s.alarmAnswers(a, people),
		At: "刚才按的",
	}
	if site.Phone != "" {
		p.Phone = spaced(site.Phone)
	}
	if a.Day != "" {
		p.At = atMinute(a.Day, s.Desk.Today(), a.Minute) + " 按的"
	}
	switch {
	case a.State == "false":
		p.State = "是误报，不用去了：" + map[string]string{"bumped": "碰到了", "child": "孩子按的", "nothing": "看清了，没有事"}[a.Reason]
	case !a.Open():
		p.State = "她们说办完了。"
	case a.Answered():
		p.State = "有人应了。"
	default:
		p.State = "还没有人应。打电话问，或者过去。"
	}
	return p, nil
}
