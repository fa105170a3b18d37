package demo

import (
	"context"
	"errors"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// happens is what is told of the nursery alone: it has several workers. Which working day
// of the fortnight it is says what happens; today something of each is left to do.
func (s *Station) happens(ctx context.Context, m *maker, day, today hub.Day) error {
	if !s.nursery() {
		return nil
	}
	n := s.worked
	s.worked++
	if day == today {
		return s.begins(ctx, day)
	}
	for _, daily := range []func(context.Context, hub.Day) error{s.weekly, s.disinfects, s.keepsSample} {
		if err := daily(ctx, day); err != nil {
			return err
		}
	}
	told := []func(context.Context, *maker, hub.Day) error{
		0: s.settles, 1: s.doctorVisits, 2: s.feverish, 3: s.stumbles, 4: s.familyAsks, 5: s.rehearses, 6: s.comesBack, 7: s.pox, 8: s.coughs,
	}
	if n < len(told) {
		if err := told[n](ctx, m, day); err != nil {
			return err
		}
	}
	return s.gives(ctx, day)
}

// begins is today's morning: somebody rings the bell, two families ask for medicine.
func (s *Station) begins(ctx context.Context, day hub.Day) error {
	s.at(day, 8*60+20)
	for i, ask := range []form.Values{
		{"name": "止咳糖浆", "dose": "5 毫升", "meal": "after", "first": 11*60 + 30},
		{"name": "益生菌", "dose": "半包", "meal": "after", "first": 11*60 + 40, "second": 15*60 + 30},
	} {
		here := s.inHouse()
		if len(here) < 4 {
			return nil
		}
		if _, err := s.asksFor(ctx, here[1+2*i], day, day.Add(i), ask); err != nil {
			return err
		}
	}
	return s.visitor(ctx, day, "王师傅", "work", "修东西")
}

// fill stores a sheet; the same one each time.
func (s *Station) fill(ctx context.Context, kind hub.Kind, subject hub.ID, day hub.Day, values form.Values) (hub.ID, error) {
	s.papers++
	out, err := s.Desk.Fill(ctx, s.actor, desk.Sheet{Request: request(string(kind), s.place.Name, s.papers), Kind: kind, Subject: subject, Day: day, Values: values, Sure: true})
	if err != nil || len(out.Records) == 0 {
		return hub.ID{}, err
	}
	return out.Records[0], nil
}

// move takes a sheet one step on.
func (s *Station) move(ctx context.Context, kind hub.Kind, record hub.ID, from, to string, values form.Values) error {
	s.papers++
	_, err := s.Desk.MoveOn(ctx, s.actor, desk.Moving{Request: request("move", s.place.Name, s.papers), Kind: kind, Record: record, From: from, To: to, Values: values})
	return err
}

// rows is the value of a group of a form.
func (s *Station) rows(kind hub.Kind, field string, rows []form.Row) any {
	def, _ := s.Desk.Forms().Get(kind)
	f, _ := def.Field(field)
	return f.RowsValue(rows, nil)
}

// weekly is the menu of each Monday.
func (s *Station) weekly(ctx context.Context, day hub.Day) error {
	if t, _ := day.Time(); t.Weekday() != time.Monday {
		return nil
	}
	s.at(day, 8*60+10)
	var meals []form.Row
	for i, noon := range []string{"软米饭 肉末青菜", "番茄鸡蛋面", "土豆炖鸡肉 米饭", "猪肉白菜饺子", "鱼肉豆腐 米饭"} {
		meals = append(meals, form.Row{"on": string(rune('1' + i)), "morning": []string{"小米粥 鸡蛋", "牛奶 馒头", "面条"}[i%3], "noon": noon, "snack": []string{"苹果", "酸奶", "蒸红薯"}[i%3]})
	}
	_, err := s.fill(ctx, "menu", hub.ID{}, day, form.Values{"from": day, "meals": s.rows("menu", "meals", meals), "kitchen": "own", "allergy": true, "posted": true})
	return err
}

func (s *Station) disinfects(ctx context.Context, day hub.Day) error {
	s.at(day, 17*60+5)
	_, err := s.fill(ctx, "disinfection", hub.ID{}, day, form.Values{
		"done": []string{"air", "dishes", "towels", "tables", "toys", "potty"}, "airings": 2, "how": []string{"boil", "chlorine"}, "strength": "low", "rinsed": true,
	})
	return err
}

// keepsSample puts lunch into the fridge, and throws away what has stood there two days.
func (s *Station) keepsSample(ctx context.Context, day hub.Day) error {
	s.at(day, 11*60+40)
	sample, err := s.fill(ctx, "food-sample", hub.ID{}, day, form.Values{"meal": "noon", "dishes": "主食和菜各一盒", "grams": 130, "at": s.minute(), "cold": 4})
	if err != nil {
		return err
	}
	s.samples = append(s.samples, kept{sample, day})
	for len(s.samples) > 0 && s.samples[0].day.Add(2) < day {
		if err := s.move(ctx, "food-sample", s.samples[0].record, "kept", "gone", nil); err != nil {
			return err
		}
		s.samples = s.samples[1:]
	}
	return nil
}

// kept is a sheet that something is still to be done with.
type kept struct {
	record hub.ID
	day    hub.Day
}

// harmed are the children who must not eat something.
func (s *Station) harmed(ctx context.Context, day hub.Day) error {
	s.at(day, 13*60)
	for i, what := range []string{"鸡蛋", "花生", "青霉素"} {
		if _, err := s.fill(ctx, "cannot-eat", s.children[2+3*i].id, day, form.Values{
			"what": what, "harm": []string{"rash", "swell", "breath"}[i], "known": []string{"seen", "told", "doctor"}[i], "help": "马上告诉家里",
		}); err != nil {
			return err
		}
	}
	return nil
}

// settles is the beginning of the fortnight: plans, what children must not eat, and what
// the certificates say of doses and visits.
func (s *Station) settles(ctx context.Context, m *maker, day hub.Day) error {
	s.at(day, 13*60)
	if err := s.harmed(ctx, day); err != nil {
		return err
	}
	var times []form.Row
	for _, one := range []struct {
		at   int
		what string
		long int
	}{{7*60 + 40, "in", 50}, {8*60 + 30, "breakfast", 30}, {9*60 + 40, "out", 70}, {11*60 + 40, "lunch", 40}, {12*60 + 20, "sleep", 120}, {14*60 + 30, "check", 15}, {15 * 60, "snack", 20}, {15*60 + 40, "out", 55}, {17 * 60, "home", 60}} {
		times = append(times, form.Row{"at": int64(one.at), "what": one.what, "minutes": int64(one.long)})
	}
	for _, group := range s.groups {
		if _, err := s.fill(ctx, "day-plan", hub.ID{}, day, form.Values{"class": group, "from": day, "times": s.rows("day-plan", "times", times), "outdoor": 125, "posted": true}); err != nil {
			return err
		}
		if _, err := s.fill(ctx, "care-plan", hub.ID{}, day, form.Values{"class": group, "from": day, "aims": []string{"eat", "wash", "talk"}, "ways": "每天饭前教洗手", "home": "在家也自己吃"}); err != nil {
			return err
		}
	}
	return errors.Join(s.papersOf(ctx, day), s.births(ctx, m, day), s.certificates(ctx, m, day))
}

func (s *Station) doctorVisits(ctx context.Context, _ *maker, day hub.Day) error {
	return s.visitor(ctx, day, "李医生", "clinic", "检查")
}

func (s *Station) visitor(ctx context.Context, day hub.Day, who, from, why string) error {
	s.at(day, 9*60+5)
	_, err := s.fill(ctx, "visitor", hub.ID{}, day, form.Values{"who": who, "from": from, "why": why, "came": s.minute(), "papers": true, "well": true, "people": 1, "left": s.minute() + 40})
	return err
}

// stumbles is an incident of the kind that every nursery has.
func (s *Station) stumbles(ctx context.Context, _ *maker, day hub.Day) error {
	here := s.inHouse()
	if len(here) == 0 {
		return nil
	}
	s.at(day, 10*60+30)
	id, err := s.fill(ctx, "incident", hub.ID{}, day, form.Values{
		"at": s.minute(), "what": "hurt", "child": here[len(here)/2], "how": "跑的时候绊了一下，膝盖擦破一点皮。", "done": "清水冲洗，贴了创可贴。", "told": []string{"family", "head"},
	})
	if err != nil {
		return err
	}
	s.at(day, 16*60)
	return s.move(ctx, "incident", id, "open", "closed", form.Values{"after": "下午照样跑跳，家里也看过了。"})
}

// rehearses is the day of the checks of the house.
func (s *Station) rehearses(ctx context.Context, _ *maker, day hub.Day) error {
	s.at(day, 15*60+30)
	for _, one := range []struct {
		kind   hub.Kind
		values form.Values
	}{
		{"drill", form.Values{"day": day, "what": "fire", "children": len(s.inHouse()), "adults": len(s.staff), "minutes": 3, "problems": "都顺", "trained": true}},
		{"fire-check", form.Values{"day": day, "bad": []string{"light"}, "fixed": "当天修好了"}},
		{"camera-check", form.Values{"day": day, "days": 92, "broken": 0}},
	} {
		if _, err := s.fill(ctx, one.kind, hub.ID{}, day, one.values); err != nil {
			return err
		}
	}
	return s.visitor(ctx, day, "赵秀兰", "family", "看孩子")
}
