package county

import (
	"cmp"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/report"
)

// lists are the tables that leave, by the key of their column template, which is for good.
// Besides: rows-KIND and sheets-KIND, those of a form.
var lists map[string]list

func init() { // the rows ask for lists themselves
	lists = map[string]list{
		"children": {title: "孩子名册", page: "GET /roster.xlsx", prev: "/children", file: "/roster.xlsx"},
		"stations": {title: "站点", page: "GET /stations", prev: "/stations", rows: stationCells, columns: heads(
			"mark 通不通", "town 镇 16", "station 站 24", "children 孩子", "last 最后联系 22", "way 怎么来的", "unsent 待报（条）", "copies 记录存了 20")},
		"cases": {title: "案件", page: "GET /cases", prev: "/cases", rows: caseCells, columns: heads(
			"number 编号 20", "kind 哪类事 20", "about 什么事 40", "state 到哪一步 16", "town 镇 16", "station 站 24", "due 期限", "left 还有几天 20", "turn 轮到谁 16", "holder 经办人 16", "since 到这一步的日子")},
		"late": {title: "过了期限没办的", page: "GET /late", prev: "/late", rows: lateCells, columns: heads(
			"sheet 哪张表 24", "state 到哪一步 16", "town 镇 16", "station 站 24", "phone 站里电话 16", "due 该哪天办完", "late 晚了（天）", "whose 归谁 16")},
		"classes": {title: "妈妈课堂台账", page: "GET /classes", prev: "/stations", rows: classCells, columns: heads(
			"day 哪天", "kind 哪种课", "title 讲什么 30", "lecturer 谁讲", "minutes 多久（分钟）", "families 几家", "mothers 妈妈", "fathers 爸爸", "elders 祖辈",
			"expecting 孕妇", "staff 员工", "others 别的", "heads 数到", "near 邻站", "ledger 台账")},
		"figures": {title: "指标", page: "GET /figures", prev: "/figures", rows: figureCells, columns: heads(
			"plan 方案 30", "id 编号", "name 指标 30", "way 算法 40", "value 值", "unit 单位", "top 上面数的", "bottom 下面数的", "goal 目标", "lack 还差 16", "missing 缺什么 24", "source 出处 40")},
		"ranks": {title: "指标排名", page: "GET /figures/{id}", prev: "/figures", rows: rankCells, columns: heads(
			"where 哪一级", "name 哪里 24", "figure 指标 30", "value 值", "unit 单位", "top 上面数的", "bottom 下面数的", "missing 缺什么 24")},
		"devices": {title: "设备", page: "GET /devices", prev: "/devices", rows: deviceCells, columns: heads(
			"mark 通不通", "name 站 24", "role 在哪里", "town 镇 16", "last 最后联系 22", "more 要留意 24", "since 接入", "out 停用")},
		"alarms": {title: "报警", page: "GET /alarms", prev: "/alarms", rows: alarmCells, columns: heads(
			"mark 怎么样", "day 哪天", "time 几点", "town 镇 16", "station 站 24", "phone 站里电话 16", "state 到哪一步 20", "words 谁应了、谁打通了 40")},
		"ledger": {title: "工作台账", page: "GET /ledger", prev: "/ledger", rows: ledgerCells, columns: heads(
			"name 项目 30", "plan 方案 30", "unit 责任单位 20", "until 完成时限", "left 还有几天 20", "now 做了", "goal 要做", "state 到哪一步 16", "hard 卡在哪里 30")},
		"conflicts": {title: "站里没商量好的", page: "GET /open", prev: "/open", rows: conflictCells, columns: heads(
			"town 镇 16", "station 站 24", "sheet 哪张表 24", "field 哪一项 20", "versions 几种写法", "since 从哪天起", "days 多少天")},
		"erasures": {title: "要求删除、停用的", page: "GET /erasures", prev: "/erasures", rows: eraseCells, columns: heads(
			"station 站 24", "what 要什么 24", "kin 谁提的", "day 哪天提的", "due 该哪天答复", "left 还有几天", "state 到哪一步 16", "done 删到几处")},
		"illness": {title: "几个孩子一样不舒服", page: "GET /illness", prev: "/illness", rows: illCells, columns: heads(
			"day 哪天", "station 站 24", "what 像什么 20", "cases 几个孩子", "told 站里打给了谁 24")},
		"draws": {title: "双随机抽取", page: "GET /draws", prev: "/draws", rows: drawCells, columns: heads(
			"day 哪天", "seed 种子 24", "thrown 怎么定的 24", "witnesses 见证人 24", "pool 名单上几个站", "place 抽到的站 24", "officers 谁去 24", "opened 哪天开了检查")},
		"numbers": {title: "县里填的数", page: "GET /numbers", prev: "/numbers", rows: numberCells, columns: heads(
			"name 什么数 24", "where 哪里的 20", "from 从哪天起用", "value 多少", "unit 单位", "source 从哪里来的 40", "said 哪天填的")},
	}
}

func stationCells(v *visit, put func(...any) error) error {
	all, err := v.c.Fleet.Stations(v.ctx())
	if err != nil {
		return err
	}
	now, town := v.c.Clock.Now().Wall, v.URL.Query().Get("town")
	sortStations(all, now)
	for _, s := range all {
		if !v.who.Sees(s.Lane) || town != "" && s.Lane != hub.TownshipLane(town) {
			continue
		}
		row := stationRow(s, now)
		if err := put(row.Mark, row.Town, row.Name, s.Children, row.Last, row.Way, s.Unsent, row.Copies); err != nil {
			return err
		}
	}
	return nil
}

// caseCells are all pages of what the page lists.
func caseCells(v *visit, put func(...any) error) error {
	asked, err := v.caseFilter(v.URL.Query())
	if err != nil {
		return err
	}
	asked.Most = mostCounted
	stations, _, err := v.callers(v.ctx())
	if err != nil {
		return err
	}
	found, err := v.c.Desk.Cases(v.ctx(), v.who.Actor, asked)
	if err != nil {
		return err
	}
	for _, c := range found.Rows {
		row, err := v.caseRow(c, stations)
		if err != nil {
			return err
		}
		if err := put(row.Number, row.Title, row.About, row.State, row.Town, row.Station, c.Due, row.Left, row.To, row.Holder, c.Since); err != nil {
			return err
		}
	}
	return nil
}

func lateCells(v *visit, put func(...any) error) error {
	all, err := v.late()
	if err != nil {
		return err
	}
	stations, sites, err := v.callers(v.ctx())
	if err != nil {
		return err
	}
	phones, err := v.c.Desk.SitePhones(v.ctx(), sites)
	if err != nil {
		return err
	}
	for _, l := range all {
		at := stations[l.Site]
		if err := put(l.Def.Title, l.State.Label, at.TownshipName, cmp.Or(at.Name, "还不知道"), phones[l.Site], l.Due,
			daysBetween(l.Due, v.c.Desk.Today()), roleWords[l.State.Escalate]); err != nil {
			return err
		}
	}
	return nil
}

func classCells(v *visit, put func(...any) error) error {
	at, err := v.asked()
	if err != nil {
		return err
	}
	all, err := v.classesHeld(at)
	if err != nil {
		return err
	}
	def, _ := v.c.Desk.Forms().Get("class")
	kind, _ := def.Field("kind")
	for _, c := range all {
		var counted any = ""
		if c.Heads >= 0 {
			counted = c.Heads
		}
		ledger := "还没写"
		if c.Ledger != "" {
			ledger = "写好了"
		}
		if err := put(c.Day, kind.LabelOf(c.Kind), c.Title, c.Lecturer, c.Minutes, c.Families, c.Mothers, c.Fathers, c.Elders,
			c.Expecting, c.Staff, c.Others, counted, c.Near, ledger); err != nil {
			return err
		}
	}
	return nil
}

func figureCells(v *visit, put func(...any) error) error {
	ask, err := v.wanted()
	if err != nil {
		return err
	}
	all, err := v.c.Figures.Figures(v.ctx(), ask)
	if err != nil {
		return err
	}
	for i := range all {
		f := &all[i]
		if err := put(f.Plan, f.ID, f.Name, definitionText(f), f.Value, f.Unit, f.Numerator, f.Denominator, joined(goal(f), passed(f)), lack(f), missing(f.Point), f.Source); err != nil {
			return err
		}
	}
	return nil
}

// rankCells are the townships and stations of one figure, by every way to count it.
func rankCells(v *visit, put func(...any) error) error {
	ask, err := v.wanted()
	if err != nil {
		return err
	}
	ask.IDs, ask.Rank = []string{strings.ToUpper(v.URL.Query().Get("id"))}, true
	all, err := v.c.Figures.Figures(v.ctx(), ask)
	if err != nil {
		return err
	}
	for i := range all {
		f := &all[i]
		if way := v.URL.Query().Get("way"); way != "" && way != f.Definition.Code {
			continue
		}
		for _, level := range []struct {
			title string
			rows  []report.Ranked
		}{{"乡镇", f.Lanes}, {"站", f.Sites}} {
			for _, r := range level.rows {
				if err := put(level.title, r.Name, f.Name, r.Value, f.Unit, r.Numerator, r.Denominator, missing(r.Point)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func deviceCells(v *visit, put func(...any) error) error {
	if !v.fleet() {
		return hub.E(hub.CodeForbidden, "device.may-not")
	}
	p, err := v.devices("", nil)
	if err != nil {
		return err
	}
	all, err := v.c.Devices.Devices(v.ctx())
	if err != nil {
		return err
	}
	days := map[string]Device{}
	for _, d := range all {
		days[deviceAt("/device/", d.Key)] = d
	}
	for _, row := range p.Rows {
		d := days[row.Href]
		if err := put(row.Mark, row.Name, row.Role, row.Town, row.Last, row.More, d.Since, d.Out); err != nil {
			return err
		}
	}
	return nil
}

// callsTaken is how many calls a table goes back: more than a county has in years.
const callsTaken = 10_000

func alarmCells(v *visit, put func(...any) error) error {
	seen, ids, err := v.callers(v.ctx())
	if err != nil {
		return err
	}
	all, err := v.c.Desk.AlarmsOf(v.ctx(), ids, callsTaken)
	if err != nil {
		return err
	}
	phones, err := v.c.Desk.SitePhones(v.ctx(), ids)
	if err != nil {
		return err
	}
	for _, a := range all {
		row := v.call(a, seen[a.Subject])
		if err := put(row.Mark, a.Day, minuteText(a.Minute), row.Town, row.Station, phones[a.Subject], row.State, strings.Join(row.Words, "；")); err != nil {
			return err
		}
	}
	return nil
}

func ledgerCells(v *visit, put func(...any) error) error {
	all, err := v.c.Desk.Ledger(v.ctx(), v.who.Actor)
	if err != nil {
		return err
	}
	for _, one := range all {
		row, err := v.ledgerRow(one)
		if err != nil {
			return err
		}
		if err := put(row.Name, row.Plan, row.Unit, one.Until, row.Left, one.Now, one.Goal, row.State, row.Hard); err != nil {
			return err
		}
	}
	return nil
}

func numberCells(v *visit, put func(...any) error) error {
	all, err := v.c.Desk.Numbers(v.ctx())
	if err != nil {
		return err
	}
	_, names, err := v.numberPlaces("")
	if err != nil {
		return err
	}
	for _, k := range report.NumberKeys() {
		for _, n := range all {
			if n.Key != k.Key {
				continue
			}
			value := float64(n.Value) / 100
			if err := put(k.Title, names[n.Area], n.From, &value, k.Unit, n.Source, n.Said); err != nil {
				return err
			}
		}
	}
	return nil
}

// sheetCells are all pages of the sheets of a kind that one station wrote.
func sheetCells(kind hub.Kind) func(*visit, func(...any) error) error {
	return func(v *visit, put func(...any) error) error {
		at, err := v.asked()
		if err != nil {
			return err
		}
		for skip, more := 0, true; more; skip += sheetsShown {
			t, err := v.c.Desk.Sheets(v.ctx(), v.who.Actor, kind, desk.SheetFilter{Site: at.Site, Skip: skip, Most: sheetsShown})
			if err != nil {
				return err
			}
			more = t.More
			for _, r := range t.Rows {
				if !v.who.Sees(r.Record.Lane) {
					continue
				}
				cells := []any{r.Day, at.Name}
				for i, f := range t.Columns {
					if open(f) {
						cells = append(cells, r.Cells[i])
					}
				}
				if t.Def.Workflow != nil {
					cells = append(cells, r.State.Label)
				}
				if err := put(cells...); err != nil {
					return err
				}
			}
		}
		return nil
	}
}
